// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

enum BookStore {
    private static var columns: SQL {
        "book_id, organisation_id, public_id, code, name, functional_currency, time_zone, created_at"
    }

    static func book(_ id: BookID, in database: some PostgresExecutor) async throws -> BookRecord? {
        try await database.optionalRow("select \(columns) from ledger.book where public_id = \(id)")
    }

    /// In the order of codes.
    static func books(
        of organisation: OrganisationID, after code: BookCode?, limit: Int64, in database: some PostgresExecutor
    ) async throws -> [BookRecord] {
        try await database.rows(
            """
            select \(columns) from ledger.book
            where organisation_id = \(organisation) and code > \(code?.text ?? "")
            order by code limit \(limit)
            """)
    }

    static func timeZoneExists(_ name: TimeZoneName, in tx: Transaction) async throws -> Bool {
        try await tx.row("select exists (select from pg_timezone_names where name = \(name))", as: Bool.self)
    }

    /// Adds the book with its head row; its lines may name clients. Nil when the organisation has a book of the code.
    ///
    /// A lock that all creations take in turn gives out the small numbers: books are few, and created rarely.
    static func insert(
        _ book: Book, of organisation: OrganisationID, in tx: Transaction
    ) async throws -> BookRecord? {
        try await tx.execute("select pg_advisory_xact_lock(hashtext('ledger.book'))")
        let record: BookRecord? = try await tx.optionalRow(
            """
            insert into ledger.book (book_id, organisation_id, public_id, code, name, functional_currency, time_zone,
                created_at)
            select coalesce(max(book_id), 0) + 1, \(organisation), \(book.id), \(book.code), \(book.name),
                \(book.functionalCurrency), \(book.timeZone), \(book.createdAt)
            from ledger.book
            on conflict on constraint book_code_unique do nothing
            returning \(columns)
            """)
        if let record {
            let head: SQL = "insert into ledger.head (book_id) values (\(record.number))"
            let client: SQL = """
                insert into ledger.dimension (book_id, dimension, is_closed_list)
                values (\(record.number), 'client', false)
                """
            _ = try await tx.batch([head, client])
        }
        return record
    }
}
