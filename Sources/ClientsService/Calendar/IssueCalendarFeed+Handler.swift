// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension IssueCalendarFeed: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        guard let user = caller.user else { throw RPCFailure(.permissionDenied) }
        let secret = CalendarSecret.new()
        return try await context.database.withTransaction { transaction in
            // The lock makes two at once count each other.
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await CalendarFeedStore.feeds(
                of: user, in: caller.organisation, at: write.now, transaction)
            guard present.count < CalendarFeedStore.limit else {
                throw TooManyCalendarFeeds(limit: Count(CalendarFeedStore.limit))
            }
            let days = (validForDays ?? .standard).rawValue
            let feed = CalendarFeed(
                id: .new(at: write.now), label: label, createdAt: write.now,
                expiresAt: write.now.adding(seconds: days * 86_400))
            try await transaction.execute(
                CalendarFeedStore.insert(
                    feed, digest: secret.digest, of: user, permissions: CalendarSecret.readable(by: caller),
                    in: caller.organisation))
            return Response(
                feed: feed, path: try Secret(validating: CalendarSecret.folder + secret.text + CalendarSecret.ending))
        }
    }
}
