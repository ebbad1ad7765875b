// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// An account with the small number that keys its lines.
struct AccountRecord: Sendable, Equatable {
    let number: Int32
    let account: Account
}

extension AccountRecord: RowDecodable {
    /// In the order of `AccountStore.columns`.
    init(row: inout Row) throws {
        number = try row.next()
        let id: AccountID = try row.next()
        let code: AccountCode = try row.next()
        let name: Text<1, 200> = try row.next()
        let kind: AccountKind = try row.next()
        let parent: AccountCode? = try row.next()
        let isHeading: Bool = try row.next()
        let isClosed: Bool = try row.next()
        let currency: CurrencyCode? = try row.next()
        let floor: Int64? = try row.next()
        let required = RequiredDimensions(rawValue: try row.next())
        account = Account(
            id: id, code: code, name: name, kind: kind, parent: parent, isHeading: isHeading, isClosed: isClosed,
            currency: currency,
            floor: currency.flatMap { currency in floor.map { Money(minorUnits: $0, currency: currency) } },
            requiredDimensions: required.dimensions, opensOn: try row.next(), closesOn: try row.next(),
            version: try row.next())
    }
}

enum AccountStore {
    /// With the parent joined as `parent`.
    private static var columns: SQL {
        """
        account.account_id, account.public_id, account.code, account.name, account.kind, parent.code,
        account.is_heading, account.is_closed, account.currency, account.floor_minor_units,
        account.required_dimensions, account.opens_on, account.closes_on, account.version
        """
    }

    private static var source: SQL {
        """
        ledger.account left join ledger.account as parent
            on parent.book_id = account.book_id and parent.account_id = account.parent_id
        """
    }

    /// No row when the book has no such account, and for nil.
    static func accountStatement(_ code: AccountCode?, of book: Int32) -> SQL {
        "select \(columns) from \(source) where account.book_id = \(book) and account.code = \(code)"
    }

    static func account(
        _ code: AccountCode, of book: Int32, in database: some PostgresExecutor
    ) async throws -> AccountRecord? {
        try await database.optionalRow(accountStatement(code, of: book))
    }

    /// In the order of codes.
    static func accounts(
        of book: Int32, kind: AccountKind?, after code: AccountCode?, limit: Int64,
        in database: some PostgresExecutor
    ) async throws -> [AccountRecord] {
        var sql: SQL = """
            select \(columns) from \(source)
            where account.book_id = \(book) and account.code > \(code?.text ?? "")
            """
        if let kind { sql += " and account.kind = \(kind)" }
        return try await database.rows(sql + " order by account.code limit \(limit)")
    }

    /// The whole chart.
    static func chartStatement(_ book: Int32) -> SQL {
        "select \(columns) from \(source) where account.book_id = \(book)"
    }

    static func chart(of book: Int32, in database: some PostgresExecutor) async throws -> [AccountRecord] {
        try await database.rows(chartStatement(book))
    }

    /// Directly below the account, in the order of codes.
    static func children(of number: Int32, in book: Int32, _ tx: Transaction) async throws -> [AccountRecord] {
        try await tx.rows(
            """
            select \(columns) from \(source)
            where account.book_id = \(book) and account.parent_id = \(number) order by account.code
            """)
    }

    /// What the account will have around it in the tree. Under the head lock.
    ///
    /// - Parameter number: of an account that is there already.
    static func place(
        of account: Account, number: Int32?, in book: Int32, _ tx: Transaction
    ) async throws -> AccountPlace {
        let isAbove: SQL = """
            with recursive above (account_id, parent_id) as (
                select account_id, parent_id from ledger.account
                where book_id = \(book) and code = \(account.parent)
                union
                select account.account_id, account.parent_id from above join ledger.account
                    on account.book_id = \(book) and account.account_id = above.parent_id
            )
            select exists (select from above where account_id = \(number))
            """
        let kinds: SQL = """
            select distinct kind from ledger.account where book_id = \(book) and parent_id = \(number)
            """
        let (parent, isAboveParent, childKinds, declared) = try await tx.pipeline(
            .optionalRow(accountStatement(account.parent, of: book), as: AccountRecord.self),
            .row(isAbove, as: Bool.self), .rows(kinds, as: AccountKind.self),
            .rows(DimensionStore.declaredStatement(book), as: DeclaredDimension.self))
        return AccountPlace(
            parent: parent?.account, isAboveParent: isAboveParent, childKinds: Set(childKinds),
            declared: RequiredDimensions(declared.map(\.dimension)))
    }
}

extension AccountStore {
    /// Adds accounts under the head lock; a parent is among them or there already. The head moves on.
    static func insert(_ accounts: [AccountRecord], into book: Int32, in tx: Transaction) async throws {
        guard let last = accounts.last else { return }
        let numbers = accounts.map(\.number)
        let rows = accounts.map(\.account)
        let insert: SQL = """
            insert into ledger.account (book_id, account_id, public_id, code, name, kind, parent_id, is_heading,
                is_closed, currency, floor_minor_units, required_dimensions, opens_on, closes_on)
            select \(book), fresh.*
            from unnest(\(numbers), \(rows.map(\.id)), \(rows.map(\.code)), \(rows.map(\.name)), \(rows.map(\.kind)),
                \(rows.map { _ in Int32?.none }), \(rows.map(\.isHeading)), \(rows.map(\.isClosed)),
                \(rows.map(\.currency)), \(rows.map(\.floor?.minorUnits)), \(rows.map(\.requiredBits)),
                \(rows.map(\.opensOn)), \(rows.map(\.closesOn))) as fresh
            """
        let adopt: SQL = """
            update ledger.account set parent_id = parent.account_id
            from unnest(\(numbers), \(rows.map(\.parent))) as fresh (account_id, parent_code)
            join ledger.account as parent on parent.book_id = \(book) and parent.code = fresh.parent_code
            where account.book_id = \(book) and account.account_id = fresh.account_id
            """
        let head: SQL = "update ledger.head set account_id = \(last.number) where book_id = \(book)"
        _ = try await tx.batch([insert, adopt, head])
    }

    /// Writes accounts that have changed, under the head lock. Parents are there already; of several accounts none gets
    /// another code.
    static func update(_ accounts: [AccountRecord], of book: Int32, in tx: Transaction) async throws {
        guard !accounts.isEmpty else { return }
        let rows = accounts.map(\.account)
        try await tx.execute(
            """
            update ledger.account
            set code = fresh.code, name = fresh.name, kind = fresh.kind, parent_id = parent.account_id,
                is_heading = fresh.is_heading, is_closed = fresh.is_closed, currency = fresh.currency,
                floor_minor_units = fresh.floor_minor_units, required_dimensions = fresh.required_dimensions,
                opens_on = fresh.opens_on, closes_on = fresh.closes_on, version = fresh.version
            from unnest(\(accounts.map(\.number)), \(rows.map(\.code)), \(rows.map(\.name)), \(rows.map(\.kind)),
                \(rows.map(\.parent)), \(rows.map(\.isHeading)), \(rows.map(\.isClosed)), \(rows.map(\.currency)),
                \(rows.map(\.floor?.minorUnits)), \(rows.map(\.requiredBits)), \(rows.map(\.opensOn)),
                \(rows.map(\.closesOn)), \(rows.map(\.version)))
                as fresh (account_id, code, name, kind, parent_code, is_heading, is_closed, currency,
                    floor_minor_units, required_dimensions, opens_on, closes_on, version)
            left join ledger.account as parent on parent.book_id = \(book) and parent.code = fresh.parent_code
            where account.book_id = \(book) and account.account_id = fresh.account_id
            """)
    }
}

extension Account {
    fileprivate var requiredBits: Int16 { RequiredDimensions(requiredDimensions).rawValue }
}
