// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension RunSchedules: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let day =
            if let upTo {
                upTo
            } else {
                try await ScheduleStore.today(
                    at: context.clock.now(), in: book.book.timeZone, in: context.database)
            }
        let run = ScheduleRun(book: book, upTo: day, caller: caller, isUnattended: false, context: context)
        return try await run.run(limit: Int((limit ?? .standard).rawValue))
    }
}
