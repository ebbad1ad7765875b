// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A day of a schedule as it is stored.
struct OccurrenceRecord: Sendable, RowDecodable {
    let schedule: ScheduleID
    let dueOn: CalendarDate
    let state: OccurrenceState
    let currency: CurrencyCode?
    let minorUnits: Int64?
    let functionalMinorUnits: Int64?
    let entryNumber: Int64?
    let recordedAt: Instant?
    let refusal: Refusal?
    let triedAt: Instant?

    init(row: inout Row) throws {
        schedule = try row.next()
        dueOn = try row.next()
        state = try OccurrenceState(mark: row.next(String.self))
        currency = try row.next()
        minorUnits = try row.next()
        functionalMinorUnits = try row.next()
        entryNumber = try row.next()
        recordedAt = try row.next()
        refusal = try row.next([UInt8]?.self).map { try StoredRecord.decode(Refusal.self, $0) }
        triedAt = try row.next()
    }

    func occurrence(in book: BookRecord) -> ScheduleOccurrence {
        var entry: EntryID?
        if let entryNumber, let recordedAt {
            entry = EntryIdentity.id(book: book.number, number: entryNumber, recordedAt: recordedAt)
        }
        return ScheduleOccurrence(
            schedule: schedule, dueOn: dueOn, state: state,
            amount: minorUnits.flatMap { units in currency.map { Money(minorUnits: units, currency: $0) } },
            functionalAmount: functionalMinorUnits.map {
                Money(minorUnits: $0, currency: book.book.functionalCurrency)
            },
            entry: entry, number: entryNumber.map { EntryNumber(unchecked: $0) },
            refusal: state == .refused ? refusal : nil, triedAt: triedAt)
    }
}

extension OccurrenceState: StoredMark {
    var mark: String {
        switch self {
        case .planned: "w"
        case .refused: "r"
        case .posted: "p"
        case .dropped: "x"
        }
    }
}

enum OccurrenceStore {
    private static var select: SQL {
        """
        select occurrence.schedule_id, occurrence.due_on, occurrence.state::text, schedule.currency,
            occurrence.minor_units, occurrence.functional_minor_units, occurrence.entry_number, entry.recorded_at,
            occurrence.refusal, occurrence.tried_at
        from ledger.schedule_occurrence as occurrence
        join ledger.schedule
            on schedule.book_id = occurrence.book_id and schedule.schedule_id = occurrence.schedule_id
        left join ledger.entry
            on entry.book_id = occurrence.book_id and entry.number = occurrence.entry_number
        """
    }

    /// By their days, those of one day by their schedules.
    static func occurrences(
        of book: Int32, _ filter: OccurrenceFilter?, after: OccurrencePlace?, limit: Int64,
        in database: some PostgresExecutor
    ) async throws -> [OccurrenceRecord] {
        var sql: SQL = "\(select) where occurrence.book_id = \(book)"
        if let schedule = filter?.schedule { sql += " and occurrence.schedule_id = \(schedule)" }
        if let state = filter?.state {
            // A literal, so that the index of what was refused can serve.
            if state == .refused {
                sql += " and occurrence.state = 'r'"
            } else {
                sql += " and occurrence.state = \(state.mark)::\"char\""
            }
        }
        if let from = filter?.dueFrom { sql += " and occurrence.due_on >= \(from)" }
        if let to = filter?.dueTo { sql += " and occurrence.due_on <= \(to)" }
        if let after {
            sql += " and (occurrence.due_on, occurrence.schedule_id) > (\(after.dueOn), \(after.schedule))"
        }
        return try await database.rows(
            sql + " order by occurrence.due_on, occurrence.schedule_id limit \(limit)")
    }

    /// The latest first.
    static func latest(
        _ schedule: ScheduleID, of book: Int32, limit: Int64, in database: some PostgresExecutor
    ) async throws -> [OccurrenceRecord] {
        try await database.rows(
            """
            \(select) where occurrence.book_id = \(book) and occurrence.schedule_id = \(schedule)
            order by occurrence.due_on desc limit \(limit)
            """)
    }

    /// A deferral's parts in the order of their days: as many as a plan has.
    static func parts(
        of schedule: ScheduleID, in book: BookRecord, from database: some PostgresExecutor
    ) async throws -> [ScheduleOccurrence] {
        let records = try await occurrences(
            of: book.number, OccurrenceFilter(schedule: schedule), after: nil,
            limit: DeferralPeriods.range.upperBound + 1, in: database)
        return records.map { $0.occurrence(in: book) }
    }
}

/// What an occurrence is known by in its book, and where it stands in the order of days.
struct OccurrencePlace: Codable, Sendable, Hashable {
    let dueOn: CalendarDate
    let schedule: ScheduleID
}
