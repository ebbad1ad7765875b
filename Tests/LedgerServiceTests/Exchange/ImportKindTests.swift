// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import TestKit
import Testing

/// What becomes of the kinds of imported entries.
@Suite struct ImportKindTests {
    private static let closing = """
        2026-12-31 Close  ; number:1, kind:closing
            4100  100.00 GBP
            3200  -100.00 GBP

        """

    @Test(arguments: JournalFormat.allCases)
    func closesOfYearsAreRestored(_ format: JournalFormat) async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            try await ledger.sell(5_000, in: book, on: "2026-03-01", key: "sale")
            try await ledger.close("2026" as FiscalYearCode, in: book)
            let other = try await ledger.openBook("copy")
            let text = try await ledger.export(book, format)
            let answer = try await ledger.import(text, into: other, format: format)
            #expect(answer.rejected == [] && answer.posted.rawValue == 2)
            let entries = try await ledger.call(ListEntries(book: other)).items
            #expect(entries.map(\.kind) == [.normal, .closing])
            for withoutClosings in [false, true] {
                let figures = try await [book, other].asyncMap { book in
                    try await ledger.call(
                        GetBalances(
                            book: book, accounts: List(validating: [.sales, .retainedEarnings]), from: "2026-01-01",
                            withoutClosings: withoutClosings)
                    ).balances.map(\.balance)
                }
                #expect(figures[0] == figures[1])
            }
            #expect(try await ledger.verify(other).differences == [])
            let again = try await ledger.import(text, into: other, format: format)
            #expect(again.repeated.rawValue == 2 && again.posted.rawValue == 0)
        }
    }

    @Test func closeTakesItsPermission() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let importer = ledger.as(ledger.caller.with([.importJournals]))
            let answer = try await importer.import(Self.closing, into: book)
            #expect(answer.posted.rawValue == 0)
            #expect(
                answer.rejected.map(\.reason.text) == [
                    "it closes a year, which takes the permission ledger.close_years"
                ])
        }
    }

    @Test func closeIsOfIncomeExpensesAndEquityAlone() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let cash = Self.closing.replacing("3200", with: "1010")
            let answer = try await ledger.import(cash, into: book)
            #expect(
                answer.rejected.map(\.reason.text) == [
                    "it closes a year, and 1010 is no account of income, expenses or equity"
                ])
            let named = Self.closing.replacing("-100.00 GBP", with: "-100.00 GBP  ; project:p1")
            #expect(
                try await ledger.import(named, into: book).rejected.map(\.reason.text) == [
                    "an entry that closes a year names no dimensions"
                ])
            let unknown = Self.closing.replacing("3200", with: "3777")
            #expect(try await ledger.import(unknown, into: book).rejected.count == 1)
            #expect(try await ledger.entryCount(of: book) == 0)
        }
    }

    /// The ledger's own closes go into locked periods; who brings one along must find the period open.
    @Test func closeIntoALockedPeriodIsRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            #expect(try await ledger.import(Self.closing, into: book).posted.rawValue == 1)
            try await ledger.lock("2026-12", in: book, .hard)
            #expect(try await ledger.import(Self.closing, into: book).repeated.rawValue == 1)
            let second = Self.closing.replacing("number:1", with: "number:2")
            let refused = try await ledger.import(second, into: book).rejected
            #expect(refused.map(\.refusal?.reason.text) == [PeriodLocked.reason])
            let outside = second.replacing("2026-12-31", with: "2030-12-31")
            #expect(
                try await ledger.import(outside, into: book).rejected.map(\.refusal?.reason.text) == [
                    PeriodMissing.reason
                ])
        }
    }

    /// The rest of what a kind says is that of the book the entry is from.
    @Test func otherKindsBecomeNormalAndAreKeptAsMetadata() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            for kind in EntryKind.allCases where ![.normal, .opening, .closing].contains(kind) {
                let text = "2026-01-05 Copy  ; number:\(kind.rawValue), kind:\(kind.rawValue)\n  1010  1 GBP\n  1020\n"
                #expect(try await ledger.import(text, into: book).posted.rawValue == 1)
                let entry = try #require(try await ledger.call(ListEntries(book: book)).items.last)
                #expect(entry.kind == .normal)
                #expect(entry.metadata?.map { "\($0.name.text)=\($0.value.text)" } == ["kind=\(kind.rawValue)"])
            }
        }
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
