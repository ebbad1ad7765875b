// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension RevokeCalendarFeed: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try await context.once(self, by: caller) { transaction in
            guard let user = caller.user,
                try await CalendarFeedStore.delete(
                    feed, of: user, in: caller.organisation, at: context.clock.now(), transaction)
            else { throw CalendarFeedNotFound() }
            return Response()
        }
    }
}
