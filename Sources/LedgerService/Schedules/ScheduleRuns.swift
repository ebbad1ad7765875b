// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// Runs the schedules of all books, each up to its own today.
enum ScheduleRuns {
    private static let booksPerPage: Int64 = 100
    /// Of one book before the next has its turn; what is left comes with the next round.
    private static let occurrencesPerBook = 2_000
    /// For one book.
    private static let timeout = Duration.seconds(60)

    /// Replicas that do this at the same time share the work. What fails in one book is logged, and keeps no other
    /// waiting.
    static func run(_ context: LedgerContext, log: ServiceLog) async throws {
        var last: Int32 = 0
        while true {
            let books = try await ScheduleRunStore.books(
                dueAt: context.clock.now(), after: last, limit: booksPerPage, in: context.database)
            for due in books {
                do {
                    try await run(due, context, log)
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    log.warning("schedules of a book did not run", error, ["book": due.book.text])
                }
                last = due.number
            }
            if books.count < booksPerPage { return }
        }
    }

    private static func run(_ due: DueBook, _ context: LedgerContext, _ log: ServiceLog) async throws {
        let book = try await context.book(due.book, in: due.organisation)
        let run = ScheduleRun(
            book: book, upTo: due.today, caller: .service(.ledger), isUnattended: true, context: context)
        let answer = try await CallContext.with(deadline: ContinuousClock.now + timeout) {
            try await run.run(limit: occurrencesPerBook)
        }
        log.info(
            "ran schedules",
            [
                "book": due.book.text, "posted": String(answer.posted.count), "refused": String(answer.refused.count),
            ])
    }
}
