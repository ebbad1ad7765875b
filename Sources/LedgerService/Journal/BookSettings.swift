// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// What postings to a book are checked against and changes seldom. Kept in memory, and read anew under the head lock
/// when the head's settings version says that somebody changed it.
struct BookSettings: Sendable {
    let version: Int64
    let functionalCurrency: CurrencyCode
    let accounts: [AccountCode: PostableAccount]
    let codes: [Int32: AccountCode]
    /// Whether any account has a floor.
    let hasFloors: Bool
    /// The dimensions that the book uses; the value says whether only values made before may be named.
    let dimensions: [SymbolKind: Bool]
    let periods: PeriodRules
    let budgets: BudgetSettings

    init(
        version: Int64, functionalCurrency: CurrencyCode, accounts: [PostableAccount], dimensions: [SymbolKind: Bool],
        periods: PeriodRules = PeriodRules(periods: []), budgets: BudgetSettings = BudgetSettings()
    ) {
        self.version = version
        self.functionalCurrency = functionalCurrency
        self.accounts = Dictionary(uniqueKeysWithValues: accounts.map { ($0.code, $0) })
        codes = Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, $0.code) })
        hasFloors = accounts.contains { $0.floor != nil }
        self.dimensions = dimensions
        self.periods = periods
        self.budgets = budgets
    }
}

/// What posting needs to know of an account.
struct PostableAccount: Sendable, Equatable {
    let id: Int32
    let code: AccountCode
    let kind: AccountKind
    var isHeading = false
    var isClosed = false
    var opensOn: CalendarDate?
    var closesOn: CalendarDate?
    var currency: CurrencyCode?
    /// On the account's normal side, in minor units of `currency`.
    var floor: Int64?
    var required: RequiredDimensions = []
}

/// The dimensions that each line of an account must have, by their bits in the database.
struct RequiredDimensions: OptionSet, Sendable, Equatable {
    let rawValue: Int16

    static let client = RequiredDimensions(rawValue: 1)
    static let costCentre = RequiredDimensions(rawValue: 2)
    static let project = RequiredDimensions(rawValue: 4)
    static let product = RequiredDimensions(rawValue: 8)
}

enum SettingsStore {
    /// Says that what postings are checked against has changed. Under the head lock.
    static func touch(_ book: Int32, in tx: Transaction) async throws {
        try await tx.execute(touchStatement(book))
    }

    static func touchStatement(_ book: Int32) -> SQL {
        "update ledger.head set settings_version = settings_version + 1 where book_id = \(book)"
    }

    /// Under the head lock, whose holder read `version`.
    static func load(_ book: BookRecord, version: Int64, in tx: Transaction) async throws -> KnownBook {
        let accounts: SQL = """
            select account_id, code, kind, is_heading, is_closed, opens_on, closes_on, currency, floor_minor_units,
                required_dimensions
            from ledger.account where book_id = \(book.number)
            """
        let dimensions: SQL = "select dimension, is_closed_list from ledger.dimension where book_id = \(book.number)"
        let (rows, used, periods, budgeted, tracked, parents) = try await tx.pipeline(
            .rows(accounts, as: PostableAccount.self), .rows(dimensions, as: (String, Bool).self),
            .rows(PeriodRules.select(of: book.number), as: PeriodRules.StoredRow.self),
            .rows(BudgetSettingsStore.lines(of: book.number), as: CheckedBudgetLine.self),
            .rows(BudgetSettingsStore.tracked(of: book.number), as: (String, String).self),
            .rows(BudgetSettingsStore.parents(of: book.number), as: (Int32, Int32).self))
        return KnownBook(
            settings: BookSettings(
                version: version, functionalCurrency: book.book.functionalCurrency, accounts: rows,
                dimensions: Dictionary(
                    uniqueKeysWithValues: used.compactMap { name, isClosed in
                        SymbolKind(rawValue: name).map { ($0, isClosed) }
                    }), periods: PeriodRules(periods),
                budgets: try BudgetSettings(
                    lines: budgeted, tracked: tracked, accounts: rows.map(\.id), parents: parents)))
    }
}

extension PostableAccount: RowDecodable {
    init(row: inout Row) throws {
        self.init(
            id: try row.next(), code: try row.next(), kind: try row.next(), isHeading: try row.next(),
            isClosed: try row.next(), opensOn: try row.next(), closesOn: try row.next(), currency: try row.next(),
            floor: try row.next(), required: RequiredDimensions(rawValue: try row.next()))
    }
}
