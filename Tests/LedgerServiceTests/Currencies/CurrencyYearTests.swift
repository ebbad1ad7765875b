// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

/// A year of a book in pounds with euros, yen and dinars, quarter by quarter; every figure was computed by hand.
@Suite struct CurrencyYearTests {
    private func rates() throws -> [NewRate] {
        var rates = [
            try NewRate.of(.eur, "0.85", on: "2026-01-10"), try .of(.eur, "0.86", on: "2026-02-10"),
            try .of(.gbp, "190", to: .jpy, on: "2026-01-01"), try .of(.gbp, "200", to: .jpy, on: "2026-07-01"),
            try .of(.kwd, "2.6", on: "2026-01-01"), try .of(.kwd, "2.55", on: "2026-06-01"),
        ]
        let quarters: [(CalendarDate, ExchangeRate, ExchangeRate, ExchangeRate)] = [
            ("2026-03-31", "0.845", "192", "2.58"), ("2026-06-30", "0.855", "198", "2.56"),
            ("2026-09-30", "0.87", "196", "2.5"), ("2026-12-31", "0.83", "205", "2.55"),
        ]
        for (day, euro, yen, dinar) in quarters {
            rates += [
                try .of(.eur, euro, on: day, type: .closing), try .of(.gbp, yen, to: .jpy, on: day, type: .closing),
                try .of(.kwd, dinar, on: day, type: .closing),
            ]
        }
        return rates
    }

    private func entries(_ book: BookID) throws -> [PostEntry] {
        [
            // 850.00
            try .transfer(.eur(100_000), from: .sales, to: .receivables, in: book, key: "1", on: "2026-01-10"),
            // 26,000.00
            try .transfer(.of(10_000_000, .kwd), from: "2500", to: "1020", in: book, key: "2", on: "2026-01-20"),
            // 344.00
            try .transfer(.eur(40_000), from: .receivables, to: "1020", in: book, key: "3", on: "2026-02-10"),
            // 5,263.157...
            try .transfer(.of(1_000_000, .jpy), from: "2100", to: "5100", in: book, key: "4", on: "2026-02-15"),
            // 6,376.275
            try .transfer(.of(2_500_500, .kwd), from: "1020", to: "2500", in: book, key: "5", on: "2026-06-15"),
            // 2,000.00
            try .transfer(.of(400_000, .jpy), from: "1020", to: "2100", in: book, key: "6", on: "2026-07-05"),
        ]
    }

    private static let quarters: [(day: CalendarDate, differences: [Int64], gain: Int64, loss: Int64)] = [
        ("2026-03-31", [-600, 100, 5_483, -20_000, 20_000], 25_583, 20_600),
        ("2026-06-30", [-200, 700, 21_265, -42_500, 42_500], 64_465, 42_700),
        ("2026-09-30", [400, 1_600, -4_082, 20_194, -87_497, 87_497], 109_691, 91_579),
        ("2026-12-31", [-1_200, -800, 4_878, 33_633, -49_999, 49_999], 88_510, 51_999),
    ]

    @Test func quartersAreRevaluedToThePenny() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(SetRates.of(rates(), in: book))
            for entry in try entries(book) { _ = try await ledger.post(entry) }
            for quarter in Self.quarters {
                let answer = try await ledger.call(
                    RevalueAccounts.of(book, key: quarter.day.text, asOf: quarter.day))
                #expect(
                    answer.revaluation.balances.map(\.difference.minorUnits) == quarter.differences, "\(quarter.day)")
                #expect(answer.revaluation.totalGain == .gbp(quarter.gain))
                #expect(answer.revaluation.totalLoss == .gbp(quarter.loss))
                #expect(answer.entries.count == 1)
            }
            try await requireYearEnd(ledger, book)
            for quarter in Self.quarters {
                let again = try await ledger.call(
                    RevalueAccounts.of(book, key: "again-\(quarter.day)", asOf: quarter.day))
                #expect(again.entries.isEmpty)
            }
            #expect(try await ledger.entryCount(of: book) == 6 + 4 * 2)
        }
    }

    private func requireYearEnd(_ ledger: TestLedger, _ book: BookID) async throws {
        func balances(_ day: CalendarDate) async throws -> [String: Int64] {
            let rows = try await ledger.call(GetTrialBalance(book: book, asOf: day)).rows
            return Dictionary(uniqueKeysWithValues: rows.map { ($0.account.text, $0.balance.minorUnits) })
        }
        let atTheEnd = try await balances("2026-12-31")
        #expect(
            atTheEnd == [
                "1020": 1_750_451, "1100": 49_800, "2100": -292_683, "2500": -1_912_373, "4100": -85_000,
                "4910": -88_510, "5100": 526_316, "5910": 51_999,
            ])
        let theDayAfter = try await balances("2027-01-01")
        #expect(
            theDayAfter == [
                "1020": 34_400 - 200_000 + 1_962_372, "1100": 50_600, "2100": -326_316, "2500": -1_962_372,
                "4100": -85_000, "4910": 0, "5100": 526_316, "5910": 0,
            ])
    }
}
