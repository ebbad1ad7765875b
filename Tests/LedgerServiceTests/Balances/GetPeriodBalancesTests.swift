// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import LedgerService

@Suite struct GetPeriodBalancesTests {
    @Test func monthsStandSideBySide() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            for (index, day) in ["2025-12-31", "2026-01-01", "2026-01-31", "2026-03-05"].enumerated() {
                let pence = [1, 10, 100, 1000][index] as Int64
                _ = try await ledger.post(
                    .of(EntryLine.sale(pence), in: book, key: day, on: CalendarDate(validating: day)))
            }
            let answer = try await ledger.call(
                GetPeriodBalances(
                    book: book, from: "2026-01-01", to: "2026-03-31", accounts: List(validating: [.receivables])))
            let row = try #require(answer.rows.first)
            #expect(answer.rows.count == 1 && row.opening == .gbp(1) && row.kind == .asset)
            #expect(row.periods.map(\.debits) == [.gbp(110), .gbp(0), .gbp(1000)])
            #expect(row.periods.map(\.closing) == [.gbp(111), .gbp(111), .gbp(1111)])
            let fourFourFive = try await ledger.call(
                GetPeriodBalances(
                    book: book, from: "2026-01-01", to: "2026-04-01",
                    starts: List(validating: ["2026-01-29", "2026-02-26"]), scope: .rolledUp))
            #expect(fourFourFive.rows.map(\.account) == ["1000", "1100", "4000", "4100"])
            #expect(fourFourFive.rows[0].periods.map(\.debits) == [.gbp(10), .gbp(100), .gbp(1000)])
        }
    }

    @Test func incomeOfAClosedYearIsToldWithoutItsClosing() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.post(.of(EntryLine.sale(500), in: book, on: "2025-11-05"))
            let closing = [("4100" as AccountCode, 500 as Int64), ("3200", -500)].map { account, units in
                DraftLine(account: account, currency: .gbp, minorUnits: units)
            }
            try await ledger.post(.closing, closing, in: book, key: "close", on: "2025-12-31")
            func income(_ without: Bool?) async throws -> [Money]? {
                try await ledger.call(
                    GetPeriodBalances(
                        book: book, from: "2025-01-01", to: "2026-12-31", by: .year,
                        accounts: List(validating: [.sales]), withoutClosings: without)
                ).rows.first?.periods.map(\.closing)
            }
            #expect(try await income(nil) == [.gbp(0), .gbp(0)])
            #expect(try await income(true) == [.gbp(-500), .gbp(-500)])
            let year = try await ledger.call(
                GetTrialBalance(book: book, asOf: "2025-12-31", from: "2025-01-01", withoutClosings: true))
            #expect(year.rows.map(\.balance) == [.gbp(500), .gbp(-500)])
            let next = try await ledger.call(
                GetTrialBalance(
                    book: book, asOf: "2026-12-31", from: "2026-01-01", withoutClosings: true, withOpening: true))
            #expect(next.rows.map(\.opening) == [.gbp(500), .gbp(-500), .gbp(0)])
        }
    }

    @Test func columnsThatCannotBeAreInvalid() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let starts = try List<1, 59, CalendarDate>(validating: ["2026-02-01"])
            let calls: [(GetPeriodBalances, String)] = [
                (GetPeriodBalances(book: book, from: "2026-01-02", to: "2026-01-01"), "$.from"),
                (GetPeriodBalances(book: book, from: "2026-01-01", to: "2026-04-01", by: .day), "$.to"),
                (GetPeriodBalances(book: book, from: "2026-02-01", to: "2026-04-01", starts: starts), "$.starts"),
                (
                    GetPeriodBalances(book: book, from: "2026-01-01", to: "2026-04-01", by: .month, starts: starts),
                    "$.starts"
                ),
            ]
            for (call, path) in calls {
                let error = await #expect(throws: RemoteError.self) { try await ledger.call(call) }
                #expect(error?.violations.first?.path == path)
            }
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.call(
                    GetPeriodBalances(
                        book: book, from: "2026-01-01", to: "2026-01-31", accounts: List(validating: ["9"])))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(
                    GetPeriodBalances(book: book, from: "2026-01-01", to: "2026-01-31"))
            }
        }
    }
}
