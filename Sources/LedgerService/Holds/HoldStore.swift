// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

enum HoldStore {
    /// Holds with the codes of their dimensions, in the order of `HoldRecord`'s columns.
    static let select: SQL = """
        select hold.hold_number, debit_account_id, credit_account_id, hold.currency, minor_units,
            remaining_minor_units, state::text, created_at, expires_at, ended_at, actor.code, client.code,
            cost_centre.code, project.code, product.code, hold.description, hold.document_reference, actor_id,
            client_id, cost_centre_id, project_id, product_id
        from ledger.hold
        join ledger.symbol as actor on actor.book_id = hold.book_id and actor.symbol_id = hold.actor_id
        left join ledger.symbol as client on client.book_id = hold.book_id and client.symbol_id = hold.client_id
        left join ledger.symbol as cost_centre
            on cost_centre.book_id = hold.book_id and cost_centre.symbol_id = hold.cost_centre_id
        left join ledger.symbol as project on project.book_id = hold.book_id and project.symbol_id = hold.project_id
        left join ledger.symbol as product on product.book_id = hold.book_id and product.symbol_id = hold.product_id
        """

    static func hold(_ number: Int64, of book: Int32, in database: some PostgresExecutor) async throws -> HoldRecord? {
        try await database.optionalRow("\(select) where hold.book_id = \(book) and hold.hold_number = \(number)")
    }

    /// In the order of their numbers.
    static func holds(
        of book: Int32, state: HoldState?, after number: Int64, limit: Int64, in database: some PostgresExecutor
    ) async throws -> [HoldRecord] {
        var sql: SQL = "\(select) where hold.book_id = \(book) and hold.hold_number > \(number)"
        if state == .active {
            // As a literal, so that the index of active holds serves.
            sql += " and hold.state = 'a'"
        } else if let state {
            sql += " and hold.state = \(state.mark)::\"char\""
        }
        return try await database.rows(sql + " order by hold.hold_number limit \(limit)")
    }

    /// The feed's facts of holds after one up to another, or to the end, in the order of their positions; from the
    /// first on also those whose records name no hold. By what the index `feed_hold` has of each record: the end of
    /// the hold's identity, which ascends with its number.
    static func facts(
        of book: Int32, after number: Int64, through last: Int64?, in tx: Transaction
    ) async throws -> [ChainFact] {
        var sql: SQL = """
            select position, entry_number, kind::text, record from ledger.feed
            where book_id = \(book) and kind = 'h'
            """
        if number > 0 { sql += " and substring(record from 32 for 12) > \(identityEnd(of: number, in: book))" }
        if let last { sql += " and substring(record from 32 for 12) <= \(identityEnd(of: last, in: book))" }
        return try await tx.rows(sql + " order by position")
    }

    private static func identityEnd(of hold: Int64, in book: Int32) -> [UInt8] {
        Array(EntryIdentity.holdID(book: book, number: hold, createdAt: Instant(microseconds: 0)).text.utf8.suffix(12))
    }

    /// The books with active holds whose time is over.
    static func booksWithExpiredHolds(in database: some PostgresExecutor) async throws -> [BookID] {
        try await database.rows(
            """
            select public_id from ledger.book where exists (
                select from ledger.hold where hold.book_id = book.book_id and state = 'a'
                    and expires_at <= clock_timestamp())
            """, as: BookID.self)
    }

    static func statements(writing batch: JournalBatch, _ state: JournalState, of book: Int32) -> [SQL] {
        let new = batch.newHolds.compactMap { state.holds[$0] }
        let changed = batch.changedHolds.sorted().compactMap { state.holds[$0] }
        return (new.isEmpty ? [] : [insert(new, book)]) + (changed.isEmpty ? [] : [update(changed, book)])
    }

    private static func insert(_ holds: [HoldRecord], _ book: Int32) -> SQL {
        """
        insert into ledger.hold (book_id, hold_number, minor_units, remaining_minor_units, created_at, expires_at,
            ended_at, debit_account_id, credit_account_id, actor_id, state, currency, client_id, cost_centre_id,
            project_id, product_id, description, document_reference)
        select \(book), number, minor_units, remaining, created_at, expires_at, ended_at, debit, credit, actor,
            state::"char", currency, client, cost_centre, project, product, description, document_reference
        from unnest(\(holds.map(\.number)), \(holds.map(\.amount)), \(holds.map(\.remaining)),
            \(holds.map(\.createdAt)), \(holds.map(\.expiresAt)), \(holds.map(\.endedAt)), \(holds.map(\.debit)),
            \(holds.map(\.credit)), \(holds.map(\.actor)), \(holds.map(\.state.mark)), \(holds.map(\.currency)),
            \(holds.map(\.symbols.client)), \(holds.map(\.symbols.costCentre)), \(holds.map(\.symbols.project)),
            \(holds.map(\.symbols.product)), \(holds.map(\.description)), \(holds.map(\.documentReference)))
            as fresh (number, minor_units, remaining, created_at, expires_at, ended_at, debit, credit, actor, state,
                currency, client, cost_centre, project, product, description, document_reference)
        """
    }

    private static func update(_ holds: [HoldRecord], _ book: Int32) -> SQL {
        """
        update ledger.hold set remaining_minor_units = fresh.remaining, state = fresh.state::"char",
            ended_at = fresh.ended_at
        from unnest(\(holds.map(\.number)), \(holds.map(\.remaining)), \(holds.map(\.state.mark)),
            \(holds.map(\.endedAt))) as fresh (number, remaining, state, ended_at)
        where hold.book_id = \(book) and hold.hold_number = fresh.number
        """
    }
}

extension HoldRecord: RowDecodable {
    /// In the order of `HoldStore.select`.
    init(row: inout Row) throws {
        number = try row.next()
        debit = try row.next()
        credit = try row.next()
        currency = try row.next()
        amount = try row.next()
        remaining = try row.next()
        state = try HoldState(mark: row.next(String.self))
        createdAt = try row.next()
        expiresAt = try row.next()
        endedAt = try row.next()
        recordedBy = try row.next()
        client = try row.next(String?.self).map { try ClientID(validating: $0) }
        costCentre = try row.next()
        project = try row.next()
        product = try row.next()
        description = try row.next()
        documentReference = try row.next()
        actor = try row.next()
        symbols = LineSymbols(
            client: try row.next(), costCentre: try row.next(), project: try row.next(), product: try row.next())
    }

    /// As the contract shows it. Throws when the book has no such accounts.
    func hold(of book: Int32, _ settings: BookSettings) throws -> Hold {
        guard let debit = settings.codes[debit], let credit = settings.codes[credit] else {
            throw PostgresError.decoding("hold \(number) names an account that is not there")
        }
        return hold(of: book, debit: debit, credit: credit)
    }

    func hold(of book: Int32, debit: AccountCode, credit: AccountCode) -> Hold {
        Hold(
            id: EntryIdentity.holdID(book: book, number: number, createdAt: createdAt), state: state, debit: debit,
            credit: credit, amount: Money(minorUnits: amount, currency: currency),
            remaining: Money(minorUnits: remaining, currency: currency), createdAt: createdAt, expiresAt: expiresAt,
            endedAt: endedAt, recordedBy: recordedBy, client: client, costCentre: costCentre,
            project: project, product: product, description: description, documentReference: documentReference)
    }
}

extension HoldState: StoredMark {
    var mark: String {
        switch self {
        case .active: "a"
        case .confirmed: "c"
        case .voided: "v"
        case .expired: "x"
        }
    }
}
