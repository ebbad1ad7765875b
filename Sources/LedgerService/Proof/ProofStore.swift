// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Reads the journal as it is stored, a range at a time.
enum ProofStore {
    /// Links after a position, in order.
    static func links(
        after position: Int64, of book: Int32, limit: Int64, in tx: Transaction
    ) async throws -> [StoredLink] {
        try await tx.rows(
            """
            select feed_position, entry_number, recorded_at, hash from ledger.chain
            where book_id = \(book) and feed_position > \(position) order by feed_position limit \(limit)
            """)
    }

    /// The link that ends at a position.
    static func link(at position: Int64, of book: Int32, in tx: Transaction) async throws -> StoredLink? {
        try await tx.optionalRow(
            """
            select feed_position, entry_number, recorded_at, hash from ledger.chain
            where book_id = \(book) and feed_position = \(position)
            """)
    }

    static func head(of book: Int32, in tx: Transaction) async throws -> Head {
        try await tx.row(
            """
            select entry_number, feed_position, hold_number, account_id, symbol_id, settings_version, recorded_at,
                chain_hash
            from ledger.head where book_id = \(book)
            """)
    }

    /// The rows after one link's place, up to another's.
    static func range(
        after first: StoredLink, through last: StoredLink, of book: Int32, in tx: Transaction
    ) async throws -> JournalRange {
        let entries: SQL = """
            select recorded_at, number, posted_on, kind::text, module::text, actor_id, key, params_digest, description,
                document_reference, reverses, source, external_reference, metadata
            from ledger.entry
            where book_id = \(book) and number > \(first.entryNumber) and number <= \(last.entryNumber)
            order by number
            """
        let facts: SQL = """
            select position, entry_number, kind::text, record from ledger.feed
            where book_id = \(book) and position > \(first.feedPosition) and position <= \(last.feedPosition)
            order by position
            """
        let range: SQL = "line.number > \(first.entryNumber) and line.number <= \(last.entryNumber)"
        let read = try await tx.pipeline(
            .rows(entries, as: ProofEntry.self), .rows(lines(of: book, where: range), as: ChainLine.self),
            .rows(facts, as: ChainFact.self))
        var rows = JournalRange(entries: read.0, lines: read.1, facts: read.2)
        let reversed = Array(Set(rows.entries.compactMap(\.entry.reverses)))
        if !reversed.isEmpty {
            let originals: [ChainLine] = try await tx.rows(lines(of: book, where: "line.number = any(\(reversed))"))
            rows.reversed = Dictionary(grouping: originals, by: \.number)
        }
        return rows
    }

    private static func lines(of book: Int32, where condition: SQL) -> SQL {
        """
        select number, line_number, account_id, currency, minor_units, functional_minor_units, client_id,
            cost_centre_id, project_id, product_id, memo, balance_version, balance_after
        from ledger.line where book_id = \(book) and \(condition) order by number, line_number
        """
    }

    /// Accounts by the numbers that lines name them by.
    static func accounts(of book: Int32, in tx: Transaction) async throws -> [Int32: AccountCode] {
        let rows = try await tx.rows(
            "select account_id, code from ledger.account where book_id = \(book)", as: (Int32, AccountCode).self)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1) })
    }
}
