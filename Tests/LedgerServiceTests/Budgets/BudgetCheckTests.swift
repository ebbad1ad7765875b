// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import Postgres
import TestKit
import Testing

/// Budgets at the moment of posting, on a real database.
@Suite struct BudgetCheckTests {
    @Test func entryBeyondABudgetIsRefusedAndLeavesNothing() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook([.of(.rent, 1000), .of(.expenses, 1500, to: "2026-12")])
            _ = try await ledger.post(.rent(900, in: book, key: "1"))
            let exceeded = BudgetExceeded(
                budget: "v1", account: .rent, from: "2026-01", to: "2026-01", over: .gbp(100))
            await #expect(throws: exceeded) { try await ledger.post(.rent(200, in: book, key: "2")) }
            await #expect(throws: exceeded) { try await ledger.post(.rent(200, in: book, key: "2")) }
            // February has no budget of its own, and counts in the year's.
            await #expect(
                throws: BudgetExceeded(
                    budget: "v1", account: .expenses, from: "2026-01", to: "2026-12", over: .gbp(100))
            ) {
                try await ledger.post(.rent(700, in: book, key: "3", on: "2026-02-01", to: .utilities))
            }
            _ = try await ledger.post(.rent(600, in: book, key: "4", on: "2026-02-01", to: .utilities))
            #expect(try await ledger.entryCount(of: book) == 2)
        }
    }

    @Test func entriesOfOneCallCountForEachOther() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook([.of(.rent, 1000)])
            let entries = try (0..<5).map { try NewEntry.of(EntryLine.rent(400), key: "\($0)") }
            let outcomes = try await ledger.call(PostEntries.of(entries, in: book)).outcomes
            #expect(outcomes.map { $0.posted != nil } == [true, true, false, false, false])
            #expect(outcomes[2].refused?.reason.text == "ledger.budget_exceeded")
        }
    }

    @Test func warningComesWithTheAnswerAndNotWithItsRepetition() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook([.of(.rent, 1000)], .warn)
            #expect(try await ledger.post(.rent(1000, in: book, key: "1")).warnings == nil)
            let post = try PostEntry.rent(1, in: book, key: "2")
            let warning = try #require(try await ledger.post(post).warnings?.first)
            #expect(warning.kind == .budgetExceeded && warning.budgetExceeded?.over == .gbp(1))
            #expect(try await ledger.post(post).warnings == nil)
            let bulk = try await ledger.call(PostEntries.of([.of(EntryLine.rent(1), key: "3")], in: book))
            #expect(bulk.outcomes.first?.posted?.warnings?.count == 1)
        }
    }

    @Test func costCentresHaveBudgetsOfTheirOwn() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.useCostCentres(in: book)
            // Before any budget names it.
            _ = try await ledger.post(.rent(300, in: book, key: "0", costCentre: "north"))
            _ = try await ledger.call(CreateBudget.of(in: book))
            _ = try await ledger.call(SetBudgetLines.of([.of(.expenses, 1000, costCentre: "north")], in: book))
            _ = try await ledger.post(.rent(300, in: book, key: "1", costCentre: "north"))
            _ = try await ledger.call(ActivateBudget.of(in: book))
            _ = try await ledger.post(.rent(5000, in: book, key: "2", costCentre: "south"))
            _ = try await ledger.post(.rent(5000, in: book, key: "3"))
            await #expect(
                throws: BudgetExceeded(
                    budget: "v1", account: .expenses, from: "2026-01", to: "2026-01", dimension: .costCentre,
                    value: try Text(validating: "north"), over: .gbp(1))
            ) {
                try await ledger.post(.rent(401, in: book, key: "4", costCentre: "north"))
            }
            _ = try await ledger.post(.rent(400, in: book, key: "5", costCentre: "north"))
            #expect(try await ledger.report(in: book).map(\.actual) == [.gbp(1000)])
        }
    }

    @Test func incomeIsNotCheckedUnlessItsLineSaysSo() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook([
                .of(.sales, 100), .of(.rent, 100, check: BudgetCheck.none),
                .of(.sales, 500, to: "2026-12", check: .refuse),
            ])
            _ = try await ledger.post(.of(EntryLine.sale(400), in: book, key: "1"))
            _ = try await ledger.post(.rent(400, in: book, key: "2"))
            await #expect(throws: BudgetExceeded.self) {
                try await ledger.post(.of(EntryLine.sale(101), in: book, key: "3"))
            }
        }
    }

    @Test func reversalIsNeverRefusedAndMakesRoom() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook([.of(.rent, 1000)])
            let first = try await ledger.post(.rent(1000, in: book, key: "1"))
            _ = try await ledger.call(
                ReverseEntry(book: book, idempotencyKey: .init(validating: "reverse"), entry: first.entry))
            _ = try await ledger.post(.rent(1000, in: book, key: "2"))
            await #expect(throws: BudgetExceeded.self) { try await ledger.post(.rent(1, in: book, key: "3")) }
        }
    }

    @Test func scheduledEntriesAreCheckedToo() async throws {
        try await withLedger(at: .atNoon(of: "2026-02-01")) { ledger in
            let book = try await ledger.openBudgetedBook([.of(.rent, 999)])
            _ = try await ledger.call(CreateRecurringEntry.of(in: book))
            let run = try await ledger.call(RunSchedules(book: book))
            #expect(run.refused.map { $0.refusal?.reason.text } == ["ledger.budget_exceeded"])
        }
    }

    /// Many writers over two replicas want more than there is: what is posted is what the budget has, exactly.
    @Test(arguments: [nil, "north"] as [DimensionCode?])
    func writersOfTwoReplicasCannotSpendABudgetTwice(_ place: DimensionCode?) async throws {
        try await withLedgerReplicas { database, replicas, book in
            try await replicas[0].useCostCentres(in: book)
            _ = try await replicas[0].call(CreateBudget.of(in: book))
            _ = try await replicas[0].call(SetBudgetLines.of([.of(.expenses, 10_000, costCentre: place)], in: book))
            _ = try await replicas[0].call(ActivateBudget.of(in: book))
            let posted = try await withThrowingTaskGroup(of: Int.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        var count = 0
                        for index in 0..<10 {
                            let account: AccountCode = index % 2 == 0 ? .rent : .utilities
                            let entry = try PostEntry.rent(
                                500, in: book, key: "\(writer)-\(index)", to: account, costCentre: place)
                            do {
                                _ = try await replicas[writer % 2].post(entry)
                                count += 1
                            } catch is BudgetExceeded {
                                continue
                            }
                        }
                        return count
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(posted == 20)
            #expect(try await replicas[1].report(in: book).map(\.actual) == [.gbp(10_000)])
            try await requireTurnoverOfLines(database)
        }
    }

    /// The sums that checks read are those of the lines.
    private func requireTurnoverOfLines(_ database: TestDatabase) async throws {
        try await database.withPool(size: 1) { admin in
            let wrong = try await admin.row(
                """
                select count(*) from (
                    select code as value, account_id, date_trunc('month', posted_on)::date as starts_on,
                        sum(functional_minor_units) as minor_units
                    from ledger.line join ledger.entry using (book_id, number)
                    join ledger.symbol on symbol.book_id = line.book_id and symbol_id = cost_centre_id
                    group by 1, 2, 3) as lines
                full join ledger.budget_turnover as turnover using (value, account_id, starts_on)
                where lines.minor_units is distinct from turnover.minor_units
                """, as: Int64.self)
            #expect(wrong == 0)
        }
    }
}
