// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension ReadClientFeed: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let organisation = try caller.organisation(asked: organisation)
        let (after, limit, database) = (after, limit ?? .standard, context.database)
        return try await context.feedWaits.read(organisation, wait: .milliseconds(waitMs?.rawValue ?? 0)) {
            try await FeedStore.read(organisation, after: after, limit: limit, from: database)
        }
    }
}
