// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetTrialBalanceTests {
    @Test func debitsEqualCreditsAtEveryDay() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            for day in 0..<100 {
                let date = CalendarDate(daysSince1970: 20_000 + Int32(day * 37 % 100))
                _ = try await ledger.post(.of(EntryLine.sale(Int64(day + 1)), in: book, key: "\(day)", on: date))
            }
            for day in stride(from: 0, to: 100, by: 9) {
                let date = CalendarDate(daysSince1970: 20_000 + Int32(day))
                let trial = try await ledger.call(GetTrialBalance(book: book, asOf: date))
                let expected = (0..<100).filter { $0 * 37 % 100 <= day }.map { Int64($0 + 1) }.reduce(0, +)
                #expect(trial.totalDebits == .gbp(expected) && trial.totalCredits == .gbp(expected))
            }
            let all = try await ledger.call(GetTrialBalance(book: book))
            #expect(all.rows.map(\.balance) == [.gbp(5050), .gbp(-5050)])
        }
    }

    @Test func periodHoldsItsOwnEntriesOnly() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            for (index, day) in ["2026-01-09", "2026-01-10", "2026-02-15", "2026-04-02", "2026-04-03"].enumerated() {
                let date = try CalendarDate(validating: day)
                let pence = Int64([1, 10, 100, 1000, 10_000][index])
                _ = try await ledger.post(.of(EntryLine.sale(pence), in: book, key: day, on: date))
            }
            func turnover(_ from: CalendarDate, _ to: CalendarDate) async throws -> Money {
                try await ledger.call(GetTrialBalance(book: book, asOf: to, from: from)).totalDebits
            }
            #expect(try await turnover("2026-01-10", "2026-04-02") == .gbp(1110))
            #expect(try await turnover("2026-01-01", "2026-03-31") == .gbp(111))
            #expect(try await turnover("2026-02-01", "2026-02-28") == .gbp(100))
            #expect(try await turnover("2026-04-02", "2026-04-02") == .gbp(1000))
            #expect(try await turnover("2026-03-01", "2026-03-31") == .gbp(0))
        }
    }

    @Test func positionIsThatOfTheFeedAndBackwardsSpansAreInvalid() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let before = try await ledger.call(GetTrialBalance(book: book)).feedPosition
            _ = try await ledger.post(.of(EntryLine.sale(1), in: book))
            #expect(try await ledger.call(GetTrialBalance(book: book)).feedPosition.rawValue == before.rawValue + 1)
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(GetTrialBalance(book: book, asOf: "2026-01-01", from: "2026-01-02"))
            }
            #expect(error?.violations.first?.path == "$.from")
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(GetTrialBalance(book: book))
            }
        }
    }
}
