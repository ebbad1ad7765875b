// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListEntriesTests {
    private func numbers(
        _ ledger: TestLedger, _ book: BookID, _ filter: EntryFilter?, _ order: EntryOrder? = nil, page: Int64 = 2
    ) async throws -> [Int64] {
        var numbers: [Int64] = []
        var cursor: PageCursor?
        repeat {
            let page = try await ledger.call(
                ListEntries(
                    book: book, filter: filter, limit: PageLimit(unchecked: page), cursor: cursor, order: order))
            numbers += page.items.map(\.number.rawValue)
            cursor = page.next
        } while cursor != nil
        return numbers
    }

    @Test func everyFilterFindsItsEntriesPageByPage() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let client = ClientID.new(at: Clocks.start)
            for day in 1...5 {
                _ = try await ledger.post(
                    .of(
                        EntryLine.sale(100, client: day % 2 == 0 ? client : nil), in: book, key: "\(day)",
                        on: CalendarDate(daysSince1970: 20_000 + Int32(day)), document: "INV-\(day)"))
            }
            _ = try await ledger.post(
                .of([.debit(.cash, .gbp(1)), .credit(.sales, .gbp(1))], in: book, key: "6", on: "2024-10-09"))
            let (from, to) = (CalendarDate(daysSince1970: 20_002), CalendarDate(daysSince1970: 20_004))
            #expect(try await numbers(ledger, book, nil) == [1, 2, 3, 4, 5, 6])
            #expect(try await numbers(ledger, book, EntryFilter(account: .cash)) == [6])
            #expect(try await numbers(ledger, book, EntryFilter(account: .receivables)) == [1, 2, 3, 4, 5])
            #expect(try await numbers(ledger, book, EntryFilter(client: client)) == [2, 4])
            #expect(try await numbers(ledger, book, EntryFilter(postedFrom: from, postedTo: to)) == [2, 3, 4])
            #expect(
                try await numbers(ledger, book, EntryFilter(documentReference: Text(validating: "INV-3"))) == [3])
        }
    }

    /// One entry for each way to be told from the others.
    private func openVariousBook(_ ledger: TestLedger) async throws -> BookID {
        let book = try await ledger.openBook()
        try await ledger.useAllDimensions(in: book)
        func post(
            _ key: String, _ lines: [EntryLine], description: String? = nil, module: EntryModule? = nil,
            external: ExternalReference? = nil
        ) async throws {
            _ = try await ledger.post(
                PostEntry(
                    book: book, idempotencyKey: try .init(validating: key), postedOn: "2026-01-15",
                    description: try description.map { try Text(validating: $0) }, module: module, external: external,
                    lines: try List(validating: lines)))
        }
        func debit(
            _ code: AccountCode, _ amount: Money, costCentre: String? = nil, project: String? = nil,
            product: String? = nil, memo: String? = nil
        ) throws -> EntryLine {
            EntryLine(
                account: code, side: .debit, amount: amount,
                functionalAmount: amount.currency == .gbp ? nil : .gbp(amount.minorUnits),
                costCentre: try costCentre.map { try DimensionCode(validating: $0) },
                project: try project.map { try DimensionCode(validating: $0) },
                product: try product.map { try DimensionCode(validating: $0) },
                memo: try memo.map { try Text(validating: $0) })
        }
        let sales = EntryLine.credit(.sales, .gbp(100))
        try await post("1", [debit(.cash, .gbp(100), costCentre: "north"), sales], description: "Rent of the Ölmühle")
        try await post("2", [debit(.cash, .gbp(100), project: "p1", memo: "100% Cotton_Shirts"), sales])
        try await post("3", [debit(.cash, .gbp(100), product: "hat"), sales], module: .banking)
        let shop = ExternalReference(source: try Text(validating: "shop"), reference: try Text(validating: "17"))
        try await post("4", [debit(.receivables, .gbp(100)), sales], external: shop)
        let euros = EntryLine(account: .sales, side: .credit, amount: .eur(7000), functionalAmount: .gbp(7000))
        try await post("5", [debit(.receivables, .eur(7000), costCentre: "south"), euros])
        _ = try await ledger.call(
            ReverseEntry(
                book: book, idempotencyKey: .init(validating: "6"),
                entry: ledger.call(GetEntry(book: book, number: EntryNumber(unchecked: 3))).entry.id,
                postedOn: "2026-01-20"))
        return book
    }

    @Test func entriesAreToldApartByWhateverTheyHave() async throws {
        try await withLedger { ledger in
            let book = try await openVariousBook(ledger)
            func code(_ text: String) throws -> DimensionCode { try DimensionCode(validating: text) }
            func text(_ text: String) throws -> EntryFilter { EntryFilter(text: try Text(validating: text)) }
            let entries = try await ledger.call(ListEntries(book: book)).items
            let second = entries[1].recordedAt
            let filters: [(EntryFilter, [Int64])] = [
                (EntryFilter(costCentre: try code("north")), [1]), (EntryFilter(project: try code("p1")), [2]),
                (EntryFilter(product: try code("hat")), [3, 6]), (EntryFilter(product: try code("coat")), []),
                (EntryFilter(source: try Text(validating: "shop")), [4]),
                (EntryFilter(source: try Text(validating: "shop"), externalReference: try Text(validating: "18")), []),
                (EntryFilter(externalReference: try Text(validating: "17")), [4]),
                (try text("rent OF"), [1]), (try text("ölm"), [1]), (try text("cotton_"), [2]), (try text("0% c"), [2]),
                (try text("cottonx"), []), (EntryFilter(kind: .reversal), [6]),
                (EntryFilter(module: .banking), [3, 6]), (EntryFilter(isReversed: true), [3]),
                (EntryFilter(isReversed: false), [1, 2, 4, 5, 6]),
                (EntryFilter(currency: .eur), [5]), (EntryFilter(amountFrom: .gbp(101)), []),
                (EntryFilter(amountFrom: .gbp(100), amountTo: .gbp(100)), [1, 2, 3, 4, 6]),
                (EntryFilter(amountTo: .eur(7000)), [5]), (EntryFilter(account: "1000"), []),
                (EntryFilter(account: "1000", includesBelow: true), [1, 2, 3, 4, 5, 6]),
                (EntryFilter(account: .cash, costCentre: try code("south")), []),
                (EntryFilter(account: .receivables, costCentre: try code("south")), [5]),
                (EntryFilter(account: "1000", includesBelow: true, currency: .eur), [5]),
                (EntryFilter(recordedTo: second), [1, 2]),
                (EntryFilter(recordedFrom: second, recordedTo: entries[3].recordedAt), [2, 3, 4]),
                (EntryFilter(numberFrom: EntryNumber(unchecked: 5)), [5, 6]),
                (EntryFilter(account: .cash, numberTo: EntryNumber(unchecked: 2)), [1, 2]),
                (EntryFilter(recordedBy: entries[0].recordedBy), [1, 2, 3, 4, 5, 6]),
                (EntryFilter(recordedBy: try Text(validating: "user:nobody")), []),
            ]
            for (filter, expected) in filters {
                for order in [nil, EntryOrder.postedOn] {
                    #expect(try await numbers(ledger, book, filter, order) == expected, "\(filter)")
                }
                for order in [EntryOrder.numberDescending, .postedOnDescending] {
                    #expect(try await numbers(ledger, book, filter, order) == expected.reversed(), "\(filter)")
                }
            }
        }
    }

    @Test func entriesWithManyLinesOnAnAccountComeOnce() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            for number in 1...5 {
                let debits = (1...20).map { EntryLine.debit($0 % 2 == 0 ? .cash : .receivables, .gbp($0)) }
                _ = try await ledger.post(
                    .of(debits + [.credit(.sales, .gbp(210))], in: book, key: "\(number)"))
            }
            for filter in [
                EntryFilter(account: .cash), EntryFilter(account: "1000", includesBelow: true),
                EntryFilter(account: .cash, amountFrom: .gbp(20)),
            ] {
                #expect(try await numbers(ledger, book, filter) == [1, 2, 3, 4, 5])
                #expect(try await numbers(ledger, book, filter, .numberDescending, page: 3) == [5, 4, 3, 2, 1])
            }
        }
    }

    @Test func accountingDatesGiveTheOrder() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            for (index, day) in ["2026-03-01", "2026-01-01", "2026-02-01", "2026-01-01", "2025-12-31"].enumerated() {
                _ = try await ledger.post(
                    .of(EntryLine.sale(1), in: book, key: "\(index)", on: CalendarDate(validating: day)))
            }
            for filter in [nil, EntryFilter(account: .sales)] {
                #expect(try await numbers(ledger, book, filter, .postedOn) == [5, 2, 4, 3, 1])
                #expect(try await numbers(ledger, book, filter, .postedOnDescending) == [1, 3, 4, 2, 5])
                #expect(try await numbers(ledger, book, filter, .numberDescending) == [5, 4, 3, 2, 1])
            }
        }
    }

    @Test func cursorBelongsToItsFilterAndOrder() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            for key in 1...3 { _ = try await ledger.post(.of(EntryLine.sale(1), in: book, key: "\(key)")) }
            let filter = EntryFilter(account: .sales)
            let one = PageLimit(unchecked: 1)
            let first = try await ledger.call(
                ListEntries(book: book, filter: filter, limit: one, order: .numberDescending))
            let second = try await ledger.call(ListEntries(book: book, limit: one, cursor: first.next))
            #expect(second.items.map(\.number.rawValue) == [2])
            for other in [
                ListEntries(book: book, filter: filter, cursor: first.next, order: .number),
                ListEntries(book: book, filter: EntryFilter(), cursor: first.next, order: .numberDescending),
            ] {
                let error = await #expect(throws: RemoteError.self) { try await ledger.call(other) }
                #expect(error?.violations.first?.path == "$.cursor")
            }
        }
    }

    @Test func entriesPostedBetweenPagesAreNeitherSkippedNorRepeated() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            for key in 1...3 { _ = try await ledger.post(.of(EntryLine.sale(1), in: book, key: "\(key)")) }
            for filter in [nil, EntryFilter(account: .sales)] {
                let limit = PageLimit(unchecked: 2)
                let first = try await ledger.call(ListEntries(book: book, filter: filter, limit: limit))
                let late = filter == nil ? "late" : "later"
                _ = try await ledger.post(.of(EntryLine.sale(1), in: book, key: late, on: "2001-01-01"))
                let second = try await ledger.call(ListEntries(book: book, cursor: first.next))
                let expected = Array(Int64(1)...(filter == nil ? 4 : 5))
                #expect((first.items + second.items).map(\.number.rawValue) == expected)
            }
        }
    }

    @Test func unknownAccountAndForeignBookAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.call(ListEntries(book: book, filter: EntryFilter(account: "9")))
            }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(ListEntries(book: book))
            }
        }
    }
}
