// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListRatesTests {
    private func setTwenty(_ ledger: TestLedger, _ book: BookID) async throws {
        var rates: [NewRate] = []
        for day in 0..<5 {
            let on = CalendarDate(daysSince1970: 20_500 + Int32(day))
            rates += [
                try .of(.eur, "0.85", on: on), try .of(.usd, "0.79", on: on), try .of(.eur, "1.08", to: .usd, on: on),
                try .of(.eur, "0.84", on: on, type: .closing),
            ]
        }
        _ = try await ledger.call(SetRates.of(rates, in: book))
    }

    @Test func pagesHoldEveryRateOnceInOrder() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await setTwenty(ledger, book)
            let all = try await ledger.call(ListRates(book: book)).items
            #expect(all.count == 20)
            let places = all.map { "\($0.type) \($0.from) \($0.to) \($0.on)" }
            #expect(places == places.sorted())
            var paged: [Rate] = []
            var cursor: PageCursor?
            repeat {
                let page = try await ledger.call(ListRates(book: book, limit: PageLimit(unchecked: 3), cursor: cursor))
                paged += page.items
                cursor = page.next
            } while cursor != nil
            #expect(paged == all)
        }
    }

    @Test func filterLeavesOutWhatItSays() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await setTwenty(ledger, book)
            func count(_ filter: RateFilter) async throws -> Int {
                try await ledger.call(ListRates(book: book, filter: filter)).items.count
            }
            #expect(try await count(RateFilter(type: .closing)) == 5)
            #expect(try await count(RateFilter(from: .eur)) == 15)
            #expect(try await count(RateFilter(to: .usd)) == 5)
            let day = CalendarDate(daysSince1970: 20_501)
            #expect(try await count(RateFilter(firstDay: day, lastDay: day)) == 4)
            #expect(try await count(RateFilter(type: .spot, from: .usd, to: .gbp, firstDay: day)) == 4)
        }
    }

    @Test func cursorKeepsItsFilterAndOthersSeeNothing() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await setTwenty(ledger, book)
            let filter = RateFilter(type: .closing)
            let page = try await ledger.call(ListRates(book: book, filter: filter, limit: PageLimit(unchecked: 2)))
            let rest = try await ledger.call(ListRates(book: book, cursor: page.next))
            #expect(rest.items.count == 3 && rest.items.allSatisfy { $0.type == .closing })
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(ListRates(book: book, filter: RateFilter(type: .spot), cursor: page.next))
            }
            #expect(error?.violations.map(\.path) == ["$.cursor"])
            await #expect(throws: BookNotFound()) { try await ledger.inOtherOrganisation.call(ListRates(book: book)) }
        }
    }
}
