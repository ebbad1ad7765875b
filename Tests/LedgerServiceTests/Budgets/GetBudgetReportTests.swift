// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetBudgetReportTests {
    @Test func rowsCompareBudgetAndActualOnTheAccountsOwnSide() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook(
                [
                    .of(.rent, 1000), .of(.rent, 1000, from: "2026-02"), .of(.sales, 500, to: "2026-12"),
                    .of(.expenses, 3000, to: "2026-12"),
                ], .none)
            _ = try await ledger.post(.rent(1200, in: book, key: "1", on: "2026-01-31"))
            _ = try await ledger.post(.rent(300, in: book, key: "2", on: "2026-02-01", to: .utilities))
            _ = try await ledger.post(.of(EntryLine.sale(700), in: book, key: "3", on: "2026-03-01"))
            _ = try await ledger.post(.rent(9999, in: book, key: "4", on: "2027-01-01"))
            let answer = try await ledger.call(GetBudgetReport(book: book, budget: "v1"))
            #expect(
                answer.rows.map {
                    "\($0.line.account) \($0.line.from) \($0.actual.minorUnits) \($0.variance.minorUnits)"
                } == [
                    "4100 2026-01 700 -200", "5000 2026-01 1500 1500", "5300 2026-01 1200 -200",
                    "5300 2026-02 0 1000",
                ])
            #expect(answer.budget.lines == Count(4) && answer.rows[0].kind == .income)
        }
    }

    @Test func pagesAndFiltersHoldEveryLineOnce() async throws {
        try await withLedger { ledger in
            let months = (1...9).map {
                BudgetLine.of(.rent, Int64($0), from: CalendarMonth(stringLiteral: "2026-0\($0)"))
            }
            let book = try await ledger.openBudgetedBook(
                months + [.of(.rent, 5, costCentre: "north"), .of(.utilities, 5)])
            _ = try await ledger.post(.rent(4, in: book, key: "1", to: .utilities, costCentre: "north"))
            var rows: [BudgetReportRow] = []
            var cursor: PageCursor?
            repeat {
                let page = try await ledger.call(
                    GetBudgetReport(book: book, budget: "v1", limit: PageLimit(unchecked: 4), cursor: cursor))
                rows += page.rows
                cursor = page.next
            } while cursor != nil
            #expect(rows.count == 11 && Set(rows.map { "\($0.line)" }).count == 11)
            #expect(rows.last?.actual == .gbp(4))
            func count(_ filter: BudgetLineFilter) async throws -> Int {
                try await ledger.call(GetBudgetReport(book: book, budget: "v1", filter: filter)).rows.count
            }
            #expect(try await count(.init(account: .utilities)) == 1)
            #expect(try await count(.init(from: "2026-03", to: "2026-05")) == 3)
            #expect(try await count(.init(dimension: .costCentre)) == 1)
        }
    }

    @Test func unknownBudgetAndOtherOrganisationAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBudgetedBook([.of(.rent, 100), .of(.utilities, 1)])
            await #expect(throws: BudgetNotFound(budget: "v9")) {
                try await ledger.call(GetBudgetReport(book: book, budget: "v9"))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(GetBudgetReport(book: book, budget: "v1"))
            }
            let page = try await ledger.call(
                GetBudgetReport(book: book, budget: "v1", limit: PageLimit(unchecked: 1)))
            let error = await #expect(throws: RemoteError.self) {
                let filter = BudgetLineFilter(account: .rent)
                return try await ledger.call(
                    GetBudgetReport(book: book, budget: "v1", filter: filter, cursor: page.next))
            }
            #expect(error?.violations.map(\.path) == ["$.cursor"])
        }
    }
}
