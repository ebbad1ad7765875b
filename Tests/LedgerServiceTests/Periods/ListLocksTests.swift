// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct ListLocksTests {
    @Test func locksAreListedWithoutOpenPeriods() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears(2)
            #expect(try await ledger.call(ListLocks(book: book)).items.isEmpty)
            try await ledger.lock("2026-02", in: book, .hard, key: "1")
            try await ledger.lock("2027-01", in: book, modules: [.payroll, .banking], key: "2")
            let locked = try await ledger.call(ListLocks(book: book)).items
            #expect(locked.map(\.code) == ["2026-02", "2027-01"])
            #expect(locked.map(\.state) == [.locked, .softLocked])
            #expect(locked[1].locks.map(\.module) == [.banking, .payroll])
            let one = try await ledger.call(ListLocks(book: book, year: "2027")).items
            #expect(one.map(\.code) == ["2027-01"])
        }
    }

    @Test func unknownYearAndBookAreTold() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            await #expect(throws: FiscalYearNotFound(year: "1")) {
                try await ledger.call(ListLocks(book: book, year: "1"))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(ListLocks(book: book))
            }
        }
    }
}
