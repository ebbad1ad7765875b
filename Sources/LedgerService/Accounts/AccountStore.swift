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
        account = Account(
            id: try row.next(), code: try row.next(), name: try row.next(), kind: try row.next(),
            parent: try row.next(), isHeading: try row.next(), isClosed: try row.next(), currency: try row.next(),
            version: try row.next())
    }
}

enum AccountStore {
    /// With the parent joined as `parent`.
    private static var columns: SQL {
        """
        account.account_id, account.public_id, account.code, account.name, account.kind, parent.code,
        account.is_heading, account.is_closed, account.currency, account.version
        """
    }

    private static var source: SQL {
        """
        ledger.account left join ledger.account as parent
            on parent.book_id = account.book_id and parent.account_id = account.parent_id
        """
    }

    static func account(
        _ code: AccountCode, of book: Int32, in database: some PostgresExecutor
    ) async throws -> AccountRecord? {
        try await database.optionalRow(
            "select \(columns) from \(source) where account.book_id = \(book) and account.code = \(code)")
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

    /// Adds accounts under the head lock; a parent comes before its children or is there already. The head moves on.
    static func insert(_ accounts: [AccountRecord], into book: Int32, in tx: Transaction) async throws {
        guard let last = accounts.last else { return }
        let numbers = accounts.map(\.number)
        let rows = accounts.map(\.account)
        let insert: SQL = """
            insert into ledger.account (book_id, account_id, public_id, code, name, kind, parent_id, is_heading,
                currency)
            select \(book), fresh.account_id, public_id, fresh.code, name, kind, null, is_heading, currency
            from unnest(\(numbers), \(rows.map(\.id)), \(rows.map(\.code)), \(rows.map(\.name)), \(rows.map(\.kind)),
                \(rows.map(\.isHeading)), \(rows.map(\.currency)))
                as fresh (account_id, public_id, code, name, kind, is_heading, currency)
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

    static func update(_ record: AccountRecord, of book: Int32, in tx: Transaction) async throws {
        let account = record.account
        try await tx.execute(
            """
            update ledger.account
            set name = \(account.name), is_closed = \(account.isClosed), version = \(account.version)
            where book_id = \(book) and account_id = \(record.number)
            """)
    }
}
