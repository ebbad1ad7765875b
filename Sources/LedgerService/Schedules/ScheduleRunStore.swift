// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A book with something due.
struct DueBook: Sendable, RowDecodable {
    let number: Int32
    let book: BookID
    let organisation: OrganisationID
    let today: CalendarDate

    init(row: inout Row) throws {
        number = try row.next()
        book = try row.next()
        organisation = try row.next()
        today = try row.next()
    }
}

extension OpenOccurrence: RowDecodable {
    init(row: inout Row) throws {
        let schedule = try row.next(ScheduleID.self)
        place = OccurrencePlace(dueOn: try row.next(), schedule: schedule)
        minorUnits = try row.next()
        functionalMinorUnits = try row.next()
    }
}

/// What became of one posting of a run.
struct ScheduledOutcome: Sendable {
    let posting: ScheduledPosting
    let entry: PostedEntry?
    let refusal: Refusal?
}

/// What a run reads and writes, all of it under the book's head lock.
enum ScheduleRunStore {
    /// By the days on which they have something to do. With `retryAt`, those that were refused only from their time on.
    static func due(
        in book: Int32, upTo day: CalendarDate, after place: OccurrencePlace?, retryAt: Instant?, limit: Int64,
        in tx: Transaction
    ) async throws -> [ScheduleRecord] {
        var sql: SQL = """
            select \(ScheduleStore.columns) from ledger.schedule
            where book_id = \(book) and state = 'a' and due_on is not null and due_on <= \(day)
            """
        if let place { sql += " and (due_on, schedule_id) > (\(place.dueOn), \(place.schedule))" }
        if let retryAt { sql += " and (retry_at is null or retry_at <= \(retryAt))" }
        return try await tx.rows(sql + " order by due_on, schedule_id limit \(limit)")
    }

    /// Of each schedule at most `limit`: those never tried first, then those whose last try is the longest ago.
    static func open(
        _ schedules: [ScheduleID], in book: Int32, upTo day: CalendarDate, limit: Int64, in tx: Transaction
    ) async throws -> [OpenOccurrence] {
        try await tx.rows(
            """
            select occurrence.* from unnest(\(schedules)) as due (schedule_id)
            cross join lateral (
                select schedule_id, due_on, minor_units, functional_minor_units from ledger.schedule_occurrence
                where book_id = \(book) and schedule_id = due.schedule_id and state in ('w', 'r')
                    and due_on <= \(day)
                order by tried_at nulls first, due_on limit \(limit)) as occurrence
            """)
    }

    /// What was posted and refused, and where the schedules stand after it.
    static func statements(
        writing outcomes: [ScheduledOutcome], of works: [ScheduleWork], in book: Int32, at now: Instant,
        retryAt: Instant
    ) throws -> [SQL] {
        let refusals = try outcomes.map { try $0.refusal.map { try StoredRecord.encode($0) } }
        let occurrences: SQL = """
            insert into ledger.schedule_occurrence (book_id, schedule_id, due_on, state, entry_number, refusal,
                tried_at)
            select \(book), schedule_id, due_on, case when entry_number is null then 'r' else 'p' end::"char",
                entry_number, refusal, \(now)
            from unnest(\(outcomes.map(\.posting.place.schedule)), \(outcomes.map(\.posting.place.dueOn)),
                \(outcomes.map { $0.entry?.number }), \(refusals))
                as tried (schedule_id, due_on, entry_number, refusal)
            on conflict (book_id, schedule_id, due_on) do update
            set state = excluded.state, entry_number = excluded.entry_number, refusal = excluded.refusal,
                tried_at = excluded.tried_at
            """
        let posted = Dictionary(grouping: outcomes.filter { $0.entry != nil }, by: \.posting.place.schedule)
        let ids = works.map(\.schedule.id)
        let progress: SQL = """
            update ledger.schedule
            set next_on = progress.next_on, due_on = least(progress.next_on, progress.refused_on),
                state = case when least(progress.next_on, progress.refused_on) is null then 'c' else state end,
                retry_at = case when progress.refused > 0 then \(retryAt) end,
                occurred_count = occurred_count + done.occurred, posted_count = posted_count + done.posted,
                refused_count = progress.refused, posted_minor_units = posted_minor_units + done.minor_units
            from unnest(\(ids), \(works.map(\.nextOn)), \(works.map { Int64($0.newCount) }),
                \(ids.map { Int64(posted[$0, default: []].count) }),
                \(ids.map { posted[$0, default: []].reduce(Int64(0)) { $0 + ($1.posting.part?.minorUnits ?? 0) } }))
                as done (schedule_id, next_on, occurred, posted, minor_units)
            cross join lateral (
                select coalesce(done.next_on, min(due_on) filter (where state = 'w')) as next_on,
                    min(due_on) filter (where state = 'r') as refused_on,
                    count(*) filter (where state = 'r') as refused
                from ledger.schedule_occurrence
                where book_id = \(book) and schedule_id = done.schedule_id and state in ('w', 'r')) as progress
            where schedule.book_id = \(book) and schedule.schedule_id = done.schedule_id
            """
        return outcomes.isEmpty ? [progress] : [occurrences, progress]
    }

    /// Books with something due on their own today, in the order of their numbers.
    static func books(
        dueAt now: Instant, after book: Int32, limit: Int64, in database: some PostgresExecutor
    ) async throws -> [DueBook] {
        try await database.rows(
            """
            select book.book_id, public_id, organisation_id, today.day
            from ledger.book cross join lateral (select (\(now) at time zone book.time_zone)::date as day) as today
            where book.book_id > \(book) and exists (
                select from ledger.schedule
                where schedule.book_id = book.book_id and state = 'a' and due_on is not null
                    and due_on <= today.day and (retry_at is null or retry_at <= \(now)))
            order by book.book_id limit \(limit)
            """)
    }
}
