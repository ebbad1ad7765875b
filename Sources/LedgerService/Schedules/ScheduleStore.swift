// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// An account that a schedule or a budget names.
struct NamedAccount: Sendable, RowDecodable {
    let number: Int32
    let code: AccountCode
    let kind: AccountKind
    let isHeading: Bool

    init(row: inout Row) throws {
        number = try row.next()
        code = try row.next()
        kind = try row.next()
        isHeading = try row.next()
    }
}

/// Recurring entries and deferrals. All writes come after the head lock.
enum ScheduleStore {
    /// The accounts by the codes that they have now, in the definition's order.
    static var columns: SQL {
        """
        schedule_id, schedule.kind::text, state::text, name, definition,
        array(select account.code from unnest(account_ids) with ordinality as named (account_id, place)
            join ledger.account on account.book_id = schedule.book_id and account.account_id = named.account_id
            order by place),
        (select account.kind from ledger.account
            where account.book_id = schedule.book_id and account.account_id = account_ids[1]),
        next_on, due_on, occurred_count, posted_count, refused_count, posted_minor_units, version, created_at
        """
    }

    static func accounts(
        _ codes: some Sequence<AccountCode>, of book: Int32, in tx: Transaction
    ) async throws -> [AccountCode: NamedAccount] {
        let codes = Array(Set(codes))
        let accounts: [NamedAccount] = try await tx.rows(
            """
            select account_id, code, kind, is_heading from ledger.account
            where book_id = \(book) and code = any(\(codes))
            """)
        return Dictionary(uniqueKeysWithValues: accounts.map { ($0.code, $0) })
    }

    /// The numbers of accounts that take lines, in the order of `codes`.
    ///
    /// Throws `AccountNotFound` and `AccountIsHeading`.
    static func postable(
        _ codes: [AccountCode], among accounts: [AccountCode: NamedAccount]
    ) throws -> [Int32] {
        try codes.map { code in
            guard let account = accounts[code] else { throw AccountNotFound(account: code) }
            guard !account.isHeading else { throw AccountIsHeading(account: code) }
            return account.number
        }
    }

    static func schedule(
        _ id: ScheduleID, _ kind: ScheduleKind, of book: Int32, in database: some PostgresExecutor
    ) async throws -> ScheduleRecord? {
        try await database.optionalRow(
            """
            select \(columns) from ledger.schedule
            where book_id = \(book) and schedule_id = \(id) and kind = \(kind.rawValue)::"char"
            """)
    }

    /// In the order of their creation.
    static func schedules(
        of book: Int32, _ kind: ScheduleKind, state: ScheduleState?, after: ScheduleID?, limit: Int64,
        in database: some PostgresExecutor
    ) async throws -> [ScheduleRecord] {
        var sql: SQL = """
            select \(columns) from ledger.schedule
            where book_id = \(book) and kind = \(kind.rawValue)::"char"
            """
        if let state { sql += " and state = \(state.rawValue)::\"char\"" }
        if let after { sql += " and schedule_id > \(after)" }
        return try await database.rows(sql + " order by schedule_id limit \(limit)")
    }

    static func insert(
        _ record: ScheduleRecord, accounts: [Int32], parts: [DeferralPart] = [], by creator: String,
        into book: Int32, in tx: Transaction
    ) async throws {
        let definition = record.definition
        let schedule: SQL = """
            insert into ledger.schedule (book_id, schedule_id, kind, state, name, definition, account_ids, next_on,
                due_on, currency, version, created_at, created_by)
            values (\(book), \(record.id), \(definition.kind.rawValue)::"char", \(record.state.rawValue)::"char",
                \(record.name), \(try definition.encoded()), \(accounts), \(record.nextOn), \(record.dueOn),
                \(definition.currency), \(record.version), \(record.createdAt), \(creator))
            """
        let occurrences: SQL = """
            insert into ledger.schedule_occurrence (book_id, schedule_id, due_on, state, minor_units,
                functional_minor_units)
            select \(book), \(record.id), due_on, 'w', minor_units, functional_minor_units
            from unnest(\(parts.map(\.dueOn)), \(parts.map(\.minorUnits)), \(parts.map(\.functionalMinorUnits)))
                as part (due_on, minor_units, functional_minor_units)
            """
        _ = try await tx.batch(parts.isEmpty ? [schedule] : [schedule, occurrences])
    }

    /// What a person changed. `accounts` when the definition names others.
    static func update(
        _ record: ScheduleRecord, accounts: [Int32]?, of book: Int32, in tx: Transaction
    ) async throws {
        try await tx.execute(
            """
            update ledger.schedule
            set name = \(record.name), state = \(record.state.rawValue)::"char",
                definition = \(try record.definition.encoded()),
                account_ids = coalesce(\(accounts), account_ids), next_on = \(record.nextOn),
                due_on = \(record.dueOn), refused_count = \(record.refused), version = \(record.version)
            where book_id = \(book) and schedule_id = \(record.id)
            """)
    }

    /// Drops what is open, or of it the refused ones of some days; answers the days.
    static func drop(
        _ id: ScheduleID, days: [CalendarDate]? = nil, of book: Int32, in tx: Transaction
    ) async throws -> [CalendarDate] {
        var sql: SQL = """
            update ledger.schedule_occurrence set state = 'x'
            where book_id = \(book) and schedule_id = \(id)
            """
        if let days { sql += " and state = 'r' and due_on = any(\(days))" } else { sql += " and state in ('w', 'r')" }
        return try await tx.rows(sql + " returning due_on", as: CalendarDate.self)
    }

    /// The first day that was refused, nil when there is none.
    static func firstRefused(_ id: ScheduleID, of book: Int32, in tx: Transaction) async throws -> CalendarDate? {
        try await tx.row(
            """
            select min(due_on) from ledger.schedule_occurrence
            where book_id = \(book) and schedule_id = \(id) and state = 'r'
            """, as: CalendarDate?.self)
    }

    /// Which day it is in a book.
    static func today(
        at instant: Instant, in zone: TimeZoneName, in database: some PostgresExecutor
    ) async throws -> CalendarDate {
        try await database.row("select (\(instant) at time zone \(zone))::date", as: CalendarDate.self)
    }
}
