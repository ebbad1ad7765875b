// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What an import reads of a book, and the accounts that it makes.
enum ImportStore {
    static func accounts(
        of book: Int32, in database: some PostgresExecutor
    ) async throws -> [AccountCode: AccountNames.KnownAccount] {
        let rows = try await database.rows(
            "select code, kind, is_heading from ledger.account where book_id = \(book)",
            as: (AccountCode, AccountKind, Bool).self)
        return Dictionary(
            uniqueKeysWithValues: rows.map { ($0.0, AccountNames.KnownAccount(kind: $0.1, isHeading: $0.2)) })
    }

    /// Those of the keys that have posted an entry.
    static func posted(
        _ keys: [UUIDValue], of book: Int32, in database: some PostgresExecutor
    ) async throws -> Set<UUIDValue> {
        guard !keys.isEmpty else { return [] }
        let found = try await database.rows(
            "select key from ledger.entry where book_id = \(book) and key = any(\(keys))", as: UUIDValue.self)
        return Set(found)
    }

    /// An account's balances, debits minus credits.
    static func balances(
        of account: AccountCode, in book: Int32, _ database: some PostgresExecutor
    ) async throws -> [CurrencyCode: Int64] {
        let rows = try await database.rows(
            """
            select balance.currency, debits - credits from ledger.account join ledger.balance
                on balance.book_id = account.book_id and balance.account_id = account.account_id
            where account.book_id = \(book) and account.code = \(account)
            """, as: (CurrencyCode, Int64).self)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1) })
    }

    /// Makes the accounts that are not there yet, under the head lock. Answers how many.
    static func create(
        _ accounts: [AccountNames.MissingAccount], in book: BookRecord, at instant: Instant, _ database: PostgresPool
    ) async throws -> Int {
        guard !accounts.isEmpty else { return 0 }
        return try await database.withTransaction { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            let there = try await self.accounts(of: book.number, in: tx)
            let fresh = accounts.filter { there[$0.code] == nil }
            let records = fresh.enumerated().map { index, account in
                AccountRecord(
                    number: head.accountNumber + Int32(index) + 1,
                    account: Account(
                        id: .new(at: instant), code: account.code, name: account.name, kind: account.kind,
                        parent: account.parent, isHeading: account.isHeading, isClosed: false,
                        currency: account.currency, version: Version(unchecked: 1)))
            }
            guard !records.isEmpty else { return 0 }
            try await AccountStore.insert(records, into: book.number, in: tx)
            try await SettingsStore.touch(book.number, in: tx)
            try await FeedStore.append(
                records.map { .account($0.account) }, to: book.number, after: head, in: tx)
            return records.count
        }
    }
}
