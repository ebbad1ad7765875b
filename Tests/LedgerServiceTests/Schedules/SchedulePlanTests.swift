// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import LedgerService
import Postgres
import ServiceKit
import TestKit
import Testing

@testable import LedgerService

/// What runs every minute, or with every entry of a budgeted book, must not read whole tables.
@Suite struct SchedulePlanTests {
    private static let grown = ["schedule", "schedule_occurrence", "budget_line", "budget_turnover", "turnover"]

    /// Two books with thousands of schedules and budget lines each, of which few are due and checked.
    private func fill(_ database: TestDatabase) async throws -> BookID {
        try await withService(LedgerServer.self, over: database, as: .user(.accountant)) { ledger in
            _ = try await ledger.openBook("other")
            let book = try await ledger.openBudgetedBook(
                [.of(.rent, 1_000_000), .of(.expenses, 1, costCentre: "c1")], .warn)
            let entries = try (0..<900).map { index in
                let lines = EntryLine.rent(1, to: index % 2 == 0 ? .rent : .utilities)
                return try NewEntry.of(lines, key: "\(index)", on: CalendarDate(daysSince1970: 19_000 + Int32(index)))
            }
            _ = try await ledger.call(PostEntries.of(entries, in: book))
            _ = try await ledger.call(CreateRecurringEntry.of(.monthly(from: "2030-01-31"), in: book))
            _ = try await ledger.call(CreateDeferral.of(.prepaid(from: "2030-01-01"), in: book))
            try await database.withPool(size: 1) { admin in
                for statement in Self.copies { _ = try await admin.execute(statement) }
                _ = try await admin.execute("analyze")
            }
            _ = try await ledger.call(CreateRecurringEntry.of(.monthly(from: "2026-01-31"), in: book, key: "due"))
            return book
        }
    }

    private static let copies: [SQL] = [
        """
        insert into ledger.schedule (book_id, schedule_id, kind, state, name, definition, account_ids, next_on, due_on,
            currency, created_at, created_by)
        select book.book_id, gen_random_uuid(), kind, state, schedule.name, definition, account_ids, next_on, due_on,
            currency, schedule.created_at, created_by
        from ledger.schedule cross join ledger.book cross join generate_series(1, 1500)
        """,
        """
        insert into ledger.schedule_occurrence (book_id, schedule_id, due_on, state, minor_units)
        select book_id, schedule_id, '2030-01-31', 'w', 1 from ledger.schedule
        on conflict do nothing
        """,
        """
        insert into ledger.budget (book_id, budget_id, code, name, first_month, last_month, state, check_level,
            created_at, created_by)
        select book_id, 100, 'draft', 'Draft', '2026-01-01', '2026-12-01', 'd', 'n', now(), 'test' from ledger.book
        """,
        """
        insert into ledger.budget_line (book_id, budget_id, account_id, first_month, last_month, dimension, value,
            minor_units)
        select account.book_id, 100, account_id, '2026-01-01', '2026-12-01', 'cost_centre', 'c' || index, 1
        from ledger.account cross join generate_series(1, 60) as index
        """,
        """
        insert into ledger.budget_turnover (book_id, dimension, value, account_id, starts_on, minor_units)
        select account.book_id, 'cost_centre', 'c' || index, account_id, '2026-01-01', 1
        from ledger.account cross join generate_series(1, 60) as index on conflict do nothing
        """,
    ]

    @Test func frequentStatementsReadByIndex() async throws {
        try await withDatabase(.migrated(LedgerServer.self)) { database in
            let book = try await fill(database)
            let before = try await database.sequentialScans(of: Self.grown)
            try await withService(LedgerServer.self, over: database, as: .user(.accountant)) { ledger in
                let run = try await ledger.call(RunSchedules(book: book, upTo: "2026-02-01"))
                #expect(run.posted.count == 1)
                try await ScheduleRuns.run(ledger.context, log: ledger.environment.log)
                let few = PageLimit(unchecked: 5)
                for filter in [
                    OccurrenceFilter(state: .refused), OccurrenceFilter(schedule: run.posted[0].schedule),
                    OccurrenceFilter(dueTo: "2026-12-31"),
                ] {
                    _ = try await ledger.call(ListOccurrences(book: book, filter: filter, limit: few))
                }
                _ = try await ledger.call(ListRecurringEntries(book: book, limit: few))
                _ = try await ledger.call(ListDeferrals(book: book, limit: few))
                _ = try await ledger.call(GetRecurringEntry(book: book, recurringEntry: run.posted[0].schedule))
                let spent = try await ledger.post(.rent(5, in: book, key: "spent", costCentre: "c1"))
                #expect(spent.warnings?.count == 1)
                #expect(try await ledger.report(in: book).count == 2)
            }
            let after = try await database.sequentialScans(of: Self.grown)
            // Settings are read anew after a change only: then all that budgets name may be gone through.
            #expect(after.filter { $0.key != "budget_line" } == before.filter { $0.key != "budget_line" })
        }
    }
}
