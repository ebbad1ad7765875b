// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import JSONRPC
import LedgerService
import Postgres
import TestKit

typealias TestLedger = ServiceUnderTest<LedgerServer>

func withLedger<Answer>(
    as role: BuiltInRole = .accountant, _ body: (TestLedger) async throws -> Answer
) async throws -> Answer {
    try await withService(LedgerServer.self, as: .user(role), body)
}

/// Two replicas over one database, by one caller, with a book.
func withReplicas(_ body: (TestDatabase, [TestLedger], BookID) async throws -> Void) async throws {
    try await withDatabase(.migrated(LedgerServer.self)) { database in
        try await withService(LedgerServer.self, over: database, as: .user(.accountant)) { one in
            try await withService(LedgerServer.self, over: database, as: one.caller) { two in
                try await body(database, [one, two], one.openBook())
            }
        }
    }
}

extension ServiceUnderTest where S == LedgerServer {
    /// A book in pounds with the trading company's chart.
    func openBook(_ code: String = "main") async throws -> BookID {
        try await call(CreateBook.named(code, chart: .tradingCompany)).book.id
    }

    func post(_ entry: PostEntry) async throws -> PostEntry.Response {
        try await call(entry)
    }

    /// Of a book with at most a thousand.
    func entryCount(of book: BookID) async throws -> Int {
        try await call(ListEntries(book: book, limit: PageLimit(unchecked: 1000))).items.count
    }
}

extension CreateBook {
    static func named(
        _ code: String, key: String? = nil, timeZone: String = "Europe/London", chart: ChartTemplate? = nil
    ) throws -> CreateBook {
        CreateBook(
            idempotencyKey: try .init(validating: key ?? "book-\(code)"), code: try .init(validating: code),
            name: try Text(validating: "Book \(code)"), functionalCurrency: .gbp,
            timeZone: try .init(validating: timeZone), chart: chart)
    }
}

extension CurrencyCode {
    static let gbp = code("GBP")
    static let eur = code("EUR")

    private static func code(_ text: String) -> CurrencyCode {
        guard let code = try? CurrencyCode(validating: text) else { preconditionFailure(text) }
        return code
    }
}

extension Money {
    static func gbp(_ pence: Int64) -> Money { Money(minorUnits: pence, currency: .gbp) }
    static func eur(_ cents: Int64) -> Money { Money(minorUnits: cents, currency: .eur) }
}

extension AccountCode: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        guard let code = try? AccountCode(validating: text) else { preconditionFailure(text) }
        self = code
    }

    static let cash: AccountCode = "1010"
    static let receivables: AccountCode = "1100"
    static let sales: AccountCode = "4100"
}

extension CalendarDate: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        guard let date = CalendarDate(text) else { preconditionFailure(text) }
        self = date
    }
}

extension EntryLine {
    static func debit(_ account: AccountCode, _ amount: Money, client: ClientID? = nil) -> EntryLine {
        EntryLine(account: account, side: .debit, amount: amount, client: client)
    }

    static func credit(_ account: AccountCode, _ amount: Money, client: ClientID? = nil) -> EntryLine {
        EntryLine(account: account, side: .credit, amount: amount, client: client)
    }

    static func sale(_ pence: Int64, client: ClientID? = nil) -> [EntryLine] {
        [.debit(.receivables, .gbp(pence), client: client), .credit(.sales, .gbp(pence), client: client)]
    }
}

extension NewEntry {
    static func of(
        _ lines: [EntryLine], key: String, on day: CalendarDate = "2026-01-15", document: String? = nil
    ) throws -> NewEntry {
        NewEntry(
            idempotencyKey: try .init(validating: key), postedOn: day,
            documentReference: try document.map { try Text(validating: $0) }, lines: try List(validating: lines))
    }
}

extension PostEntry {
    static func of(
        _ lines: [EntryLine], in book: BookID, key: String = "k", on day: CalendarDate = "2026-01-15",
        document: String? = nil
    ) throws -> PostEntry {
        let entry = try NewEntry.of(lines, key: key, on: day, document: document)
        return PostEntry(
            book: book, idempotencyKey: entry.idempotencyKey, postedOn: day,
            documentReference: entry.documentReference, lines: entry.lines)
    }
}

extension PostEntries {
    static func of(_ entries: [NewEntry], in book: BookID) throws -> PostEntries {
        PostEntries(book: book, entries: try List(validating: entries))
    }
}

/// A book that nobody has.
let unknownBook = BookID(UUIDValue(high: 0x0199_0000_0000_7009, low: 0x8000_0000_0000_0009))
