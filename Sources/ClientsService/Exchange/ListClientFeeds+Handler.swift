// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListClientFeeds: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<NoFilter, OrganisationID>(self)
        let found = try await FeedStore.heads(after: asked.after, limit: Int(asked.rowLimit), in: context.database)
        return try asked.page(of: found, endingAt: \.organisation)
    }
}
