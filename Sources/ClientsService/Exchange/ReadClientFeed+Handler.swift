// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ReadClientFeed: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let organisation = try caller.organisation(asked: organisation)
        let sight = caller.service == nil ? context.sight(of: caller) : .whole(organisation)
        return try await context.feeds.page(
            of: organisation.text, waiting: .milliseconds(waitMs?.rawValue ?? 0),
            isEmpty: { $0.items.isEmpty && $0.through == after }
        ) {
            try await FeedStore.read(
                sight, after: after, limit: limit ?? .standard, from: context.database)
        }
    }
}
