// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListCalendarFeeds: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        guard let user = caller.user else { return Response(feeds: []) }
        return Response(
            feeds: try await CalendarFeedStore.feeds(
                of: user, in: caller.organisation, at: context.clock.now(), context.database))
    }
}
