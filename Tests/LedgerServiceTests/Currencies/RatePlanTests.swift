// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import TestKit
import Testing

@testable import LedgerService

/// Rates are looked up while a book's head is locked, so that must not read them all.
@Suite struct RatePlanTests {
    @Test func lookUpsDescendAnIndex() async throws {
        try await withDatabase(.migrated(LedgerServer.self)) { database in
            try await withService(LedgerServer.self, over: database, as: .user(.accountant)) { ledger in
                let book = try await ledger.openBook()
                for chunk in 0..<4 {
                    let rates = try (0..<1000).map { index in
                        let day = CalendarDate(daysSince1970: 19_000 + Int32(chunk * 500 + index / 2))
                        return try NewRate.of(.eur, "0.85", to: index % 2 == 0 ? .gbp : .usd, on: day)
                    }
                    _ = try await ledger.call(SetRates.of(rates, in: book, key: "\(chunk)"))
                }
                try await database.withPool(size: 1) { _ = try await $0.execute("analyze") }
            }
            let before = try await database.rowsRead(of: ["rate"])
            try await withService(LedgerServer.self, over: database, as: .user(.accountant)) { ledger in
                let book = try await ledger.call(ListBooks()).items[0].id
                for day in 0..<10 {
                    let on = CalendarDate(daysSince1970: 20_000 + Int32(day))
                    #expect(try await ledger.rate(.eur, in: book, on: on).derivation == .direct)
                    #expect(try await ledger.rate(.usd, in: book, on: on).derivation == .cross)
                }
            }
            // Two directions, and for the cross rate two pairs as well, of which each finds one row at most.
            #expect(try await database.rowsRead(of: ["rate"]) - before <= 10 * 8)
        }
    }
}
