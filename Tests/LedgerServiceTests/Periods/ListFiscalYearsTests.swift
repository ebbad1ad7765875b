// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct ListFiscalYearsTests {
    @Test func yearsComeInPages() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears(3)
            let first = try await ledger.call(ListFiscalYears(book: book, limit: PageLimit(unchecked: 2)))
            #expect(first.items.map(\.code) == ["2026", "2027"])
            let second = try await ledger.call(ListFiscalYears(book: book, cursor: first.next))
            #expect(second.items.map(\.code) == ["2028"] && second.next == nil)
        }
    }

    @Test func yearsOfAnotherOrganisationAreNotTold() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(ListFiscalYears(book: book))
            }
        }
    }
}
