// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A period with the small number that its locks name.
struct PeriodRecord: Sendable, Equatable {
    let number: Int32
    let period: FiscalPeriod
}

/// Which periods of a book are read.
struct PeriodSelection: Sendable {
    var year: Int32?
    var code: PeriodCode?
    var isLocked = false
    /// Whether the close of a year counts as a lock of its periods.
    var withCloses = true
    /// Those that start later.
    var after: CalendarDate?
    var limit: Int64?
}

enum PeriodStore {
    /// In the order of time. Two statements: run it in one snapshot, or under the head lock.
    static func periods(
        _ selection: PeriodSelection, of book: Int32, in tx: Transaction
    ) async throws -> [PeriodRecord] {
        let rows = try await tx.rows(select(selection, of: book), as: StoredPeriod.self)
        let locks: SQL = """
            select lock.period_id, lock.module, lock.locked_at, lock.locked_by, exception.user_id,
                exception.service_account_id, exception.expires_at
            from ledger.soft_lock as lock left join ledger.soft_lock_exception as exception
                on exception.book_id = lock.book_id and exception.period_id = lock.period_id
                    and exception.module = lock.module
            where lock.book_id = \(book) and lock.period_id = any(\(rows.map(\.number)))
            order by lock.period_id, lock.module, exception.position
            """
        let softLocks = Dictionary(grouping: try await tx.rows(locks, as: StoredLock.self), by: \.period)
        return rows.map { PeriodRecord(number: $0.number, period: $0.period(softLocks[$0.number] ?? [])) }
    }

    private static func select(_ selection: PeriodSelection, of book: Int32) -> SQL {
        let lock: SQL =
            selection.withCloses
            ? "coalesce(period.locked_at, year.closed_at), coalesce(period.locked_by, year.closed_by)"
            : "period.locked_at, period.locked_by"
        var sql: SQL = """
            select period.period_id, period.code, year.code, period.starts_on, period.ends_on, \(lock)
            from ledger.fiscal_period as period join ledger.fiscal_year as year
                on year.book_id = period.book_id and year.year_id = period.year_id
            where period.book_id = \(book) and period.starts_on > \(selection.after ?? .beforeAll)
            """
        if let year = selection.year { sql += " and period.year_id = \(year)" }
        if let code = selection.code { sql += " and period.code = \(code)" }
        if selection.isLocked {
            sql += """
                 and (period.locked_at is not null or year.closed_at is not null
                    or exists (select from ledger.soft_lock as lock
                        where lock.book_id = period.book_id and lock.period_id = period.period_id))
                """
        }
        return sql + " order by period.starts_on limit \(selection.limit)"
    }

    /// Under the head lock. Throws `PeriodNotFound`.
    static func period(_ code: PeriodCode, of book: Int32, in tx: Transaction) async throws -> PeriodRecord {
        guard let record = try await periods(PeriodSelection(code: code), of: book, in: tx).first else {
            throw PeriodNotFound(period: code)
        }
        return record
    }

    /// Tells postings and readers of the feed what became of a period, and answers it. A period that is as it was
    /// before is told to nobody.
    static func note(
        _ old: PeriodRecord, of book: Int32, after head: Head, in tx: Transaction
    ) async throws -> FiscalPeriod {
        let period = try await period(old.period.code, of: book, in: tx).period
        guard period != old.period else { return period }
        try await SettingsStore.touch(book, in: tx)
        try await FeedStore.append([.period(period)], to: book, after: head, in: tx)
        return period
    }

    /// Locks the modules softly, in place of the soft locks that they have.
    static func lock(
        _ period: PeriodRecord, _ modules: [EntryModule], except exceptions: [LockException], by actor: Text<1, 100>,
        at instant: Instant, in book: Int32, _ tx: Transaction
    ) async throws {
        let names = modules.map(\.rawValue)
        let insert: SQL = """
            insert into ledger.soft_lock (book_id, period_id, module, locked_at, locked_by)
            select \(book), \(period.number), module, \(instant), \(actor) from unnest(\(names)) as fresh (module)
            """
        let except: SQL = """
            insert into ledger.soft_lock_exception (book_id, period_id, module, position, user_id, service_account_id,
                expires_at)
            select \(book), \(period.number), module, ordinality, user_id, service_account_id, expires_at
            from unnest(\(names)) as locked (module)
                cross join unnest(\(exceptions.map(\.user)), \(exceptions.map(\.serviceAccount)),
                    \(exceptions.map(\.expiresAt)))
                    with ordinality as fresh (user_id, service_account_id, expires_at, ordinality)
            """
        _ = try await tx.batch([delete(modules, period, book), insert, except])
    }

    static func lockForGood(
        _ period: PeriodRecord, by actor: Text<1, 100>, at instant: Instant, in book: Int32, _ tx: Transaction
    ) async throws {
        try await tx.execute(
            """
            update ledger.fiscal_period set locked_at = \(instant), locked_by = \(actor)
            where book_id = \(book) and period_id = \(period.number) and locked_at is null
            """)
    }

    static func unlock(
        _ period: PeriodRecord, _ modules: [EntryModule], in book: Int32, _ tx: Transaction
    ) async throws {
        try await tx.execute(delete(modules, period, book))
    }

    private static func delete(_ modules: [EntryModule], _ period: PeriodRecord, _ book: Int32) -> SQL {
        """
        delete from ledger.soft_lock
        where book_id = \(book) and period_id = \(period.number) and module = any(\(modules.map(\.rawValue)))
        """
    }
}

/// A period's row in the order of `PeriodStore`'s columns.
private struct StoredPeriod: RowDecodable {
    let number: Int32
    let code: PeriodCode
    let year: FiscalYearCode
    let days: PeriodSpan
    let lockedAt: Instant?
    let lockedBy: Text<1, 100>?

    init(row: inout Row) throws {
        number = try row.next()
        code = try row.next()
        year = try row.next()
        days = PeriodSpan(startsOn: try row.next(), endsOn: try row.next())
        lockedAt = try row.next()
        lockedBy = try row.next()
    }

    func period(_ rows: [StoredLock]) -> FiscalPeriod {
        let byModule = Dictionary(grouping: rows, by: \.module)
        var locks = EntryModule.allCases.compactMap { module -> PeriodLock? in
            guard let rows = byModule[module], let first = rows.first else { return nil }
            return PeriodLock(
                level: .soft, module: module, lockedAt: first.lockedAt, lockedBy: first.lockedBy,
                exceptions: rows.compactMap(\.exception))
        }
        let isSoft = !locks.isEmpty
        if let lockedAt, let lockedBy {
            locks.append(
                PeriodLock(level: .hard, module: nil, lockedAt: lockedAt, lockedBy: lockedBy, exceptions: []))
        }
        return FiscalPeriod(
            code: code, year: year, startsOn: days.startsOn, endsOn: days.endsOn,
            state: lockedAt != nil ? .locked : isSoft ? .softLocked : .open, locks: locks)
    }
}

/// A soft lock with one of its exceptions.
private struct StoredLock: RowDecodable {
    let period: Int32
    let module: EntryModule
    let lockedAt: Instant
    let lockedBy: Text<1, 100>
    /// Nil when the lock has none.
    let exception: LockException?

    init(row: inout Row) throws {
        period = try row.next()
        module = try EntryModule(stored: row.next(String.self))
        lockedAt = try row.next()
        lockedBy = try row.next()
        let user = try row.next(UserID?.self)
        let account = try row.next(ServiceAccountID?.self)
        let expiresAt = try row.next(Instant?.self)
        exception =
            user == nil && account == nil
            ? nil : LockException(user: user, serviceAccount: account, expiresAt: expiresAt)
    }
}
