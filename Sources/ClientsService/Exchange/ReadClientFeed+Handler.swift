// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ReadClientFeed: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let organisation = try caller.organisation(asked: organisation)
        return try await context.feeds.page(
            of: organisation.text, waiting: .milliseconds(waitMs?.rawValue ?? 0), isEmpty: \.items.isEmpty
        ) {
            try await FeedStore.read(
                organisation, after: after, limit: limit ?? .standard, from: context.database)
        }
    }
}
