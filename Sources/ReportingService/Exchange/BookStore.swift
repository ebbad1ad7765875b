// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Books and their accounts.
enum BookStore {
    static func keep(_ book: Book?, _ projection: FeedProjection, in tx: Transaction) async throws {
        guard let book else { return }
        try await tx.execute(
            """
            insert into reporting.book (organisation_id, book_id, generation, code, name, functional_currency)
            values (
                \(projection.scope.organisation), \(projection.scope.id), \(projection.generation), \(book.code),
                \(book.name), \(book.functionalCurrency))
            on conflict (organisation_id, book_id, generation) do update
            set code = excluded.code, name = excluded.name
            """)
    }

    static func keep(_ accounts: [Account], _ projection: FeedProjection, in tx: Transaction) async throws {
        guard !accounts.isEmpty else { return }
        try await tx.execute(
            """
            insert into reporting.account (
                organisation_id, book_id, generation, account_id, code, name, kind, version)
            select \(projection.scope.organisation), \(projection.scope.id), \(projection.generation), heard.*
            from unnest(
                \(accounts.map(\.id)), \(accounts.map(\.code)), \(accounts.map(\.name)), \(accounts.map(\.kind)),
                \(accounts.map(\.version))
            ) as heard
            on conflict (organisation_id, book_id, generation, account_id) do update
            set code = excluded.code, name = excluded.name, kind = excluded.kind, version = excluded.version
            where account.version < excluded.version
            """)
    }

    /// An unknown account is absent from the answer.
    static func kinds(
        of accounts: [AccountID], _ projection: FeedProjection, in tx: Transaction
    ) async throws -> [AccountID: AccountKind] {
        let rows = try await tx.rows(
            """
            select account_id, kind from reporting.account
            where organisation_id = \(projection.scope.organisation) and book_id = \(projection.scope.id)
                and generation = \(projection.generation) and account_id = any(\(accounts))
            """, as: (AccountID, AccountKind).self)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1) })
    }

    /// Books are few and have few accounts, so they go at once.
    static func forget(_ projection: FeedProjection, limit: Int, in tx: Transaction) async throws -> Int {
        let accounts: SQL = """
            delete from reporting.account
            where organisation_id = \(projection.scope.organisation) and book_id = \(projection.scope.id)
                and generation = \(projection.generation)
            """
        let book: SQL = """
            delete from reporting.book
            where organisation_id = \(projection.scope.organisation) and book_id = \(projection.scope.id)
                and generation = \(projection.generation)
            """
        let (first, second) = try await tx.pipeline(.execute(accounts), .execute(book))
        return first + second
    }
}
