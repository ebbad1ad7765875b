// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@Suite struct ListPeriodsTests {
    @Test func periodsComeInPagesInTheOrderOfTime() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears(2)
            var codes: [String] = []
            var cursor: PageCursor?
            repeat {
                let page = try await ledger.call(
                    ListPeriods(book: book, limit: PageLimit(unchecked: 7), cursor: cursor))
                codes += page.items.map(\.code.text)
                cursor = page.next
            } while cursor != nil
            #expect(codes.count == 24 && codes == codes.sorted())
            let later = try await ledger.call(
                ListPeriods(book: book, year: "2027", limit: PageLimit(unchecked: 5)))
            #expect(later.items.first?.code == "2027-01")
            let rest = try await ledger.call(ListPeriods(book: book, cursor: later.next))
            #expect(rest.items.map(\.code).first == "2027-06" && rest.items.count == 7)
        }
    }

    @Test func unknownYearAndBookAreTold() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            await #expect(throws: FiscalYearNotFound(year: "1")) {
                try await ledger.call(ListPeriods(book: book, year: "1"))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(ListPeriods(book: book))
            }
        }
    }
}
