// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct RemoveFiscalYearTests {
    private func remove(_ year: FiscalYearCode, in book: BookID, key: IdempotencyKey) -> RemoveFiscalYear {
        RemoveFiscalYear(book: book, idempotencyKey: key, year: year)
    }

    @Test func yearMadeByMistakeIsMadeAgain() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears(2)
            let removed = try await ledger.call(remove("2027", in: book, key: "1")).year
            #expect(removed.code == "2027")
            #expect(try await ledger.call(ListFiscalYears(book: book)).items.map(\.code) == ["2026"])
            await #expect(throws: PeriodMissing.self) { try await ledger.sell(1, in: book, on: "2027-01-01", key: "a") }
            _ = try await ledger.call(CreateFiscalYear.months("2027", from: "2027-01-01", in: book, key: "again"))
            _ = try await ledger.call(remove("2027", in: book, key: "2"))
            _ = try await ledger.call(remove("2026", in: book, key: "3"))
            try await ledger.sell(1, in: book, on: "1999-01-01", key: "b")
        }
    }

    @Test func yearThatSomethingRestsOnStays() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears(3)
            await #expect(throws: FiscalYearInUse(year: "2027")) {
                try await ledger.call(remove("2027", in: book, key: "1"))
            }
            try await ledger.lock("2028-03", in: book)
            await #expect(throws: FiscalYearInUse(year: "2028")) {
                try await ledger.call(remove("2028", in: book, key: "2"))
            }
            try await ledger.close(in: book)
            await #expect(throws: FiscalYearInUse(year: "2026")) {
                try await ledger.call(remove("2026", in: book, key: "3"))
            }
            await #expect(throws: FiscalYearNotFound(year: "1999")) {
                try await ledger.call(remove("1999", in: book, key: "4"))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(remove("2026", in: book, key: "5"))
            }
        }
    }
}
