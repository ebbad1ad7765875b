// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension UpdateRecurringEntry: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        guard resumeFrom == nil || change == .resume else {
            throw InvalidParams(path: "$.resumeFrom", rule: "must come with the change resume")
        }
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            _ = try await HeadStore.lock(book.number, in: tx)
            guard
                var record = try await ScheduleStore.schedule(recurringEntry, .recurring, of: book.number, in: tx)
            else { throw ScheduleNotFound() }
            guard record.version == ifVersion else { throw VersionConflict(currentVersion: record.version) }
            guard !record.state.isOver, case .recurring(var definition) = record.definition else {
                throw ScheduleOver()
            }
            let accounts = try await take(template, into: &definition, book, tx)
            try take(endsOn, into: &definition)
            if let name { record.name = name }
            record.definition = .recurring(definition)
            record.version = Version(unchecked: record.version.rawValue + 1)
            try await drop(skip, of: &record, book, tx)
            let resumed = try await resumeDay(record, book, context, tx)
            let refused = try await ScheduleStore.firstRefused(record.id, of: book.number, in: tx)
            record.apply(change, resumingOn: resumed, definition.recurrence, firstRefused: refused)
            if change == .end {
                _ = try await ScheduleStore.drop(record.id, of: book.number, in: tx)
            }
            try await ScheduleStore.update(record, accounts: accounts, of: book.number, in: tx)
            return Response(recurringEntry: try record.recurringEntry(), upcoming: record.upcoming())
        }
    }

    /// The numbers of the new template's accounts, nil when there is none.
    private func take(
        _ template: EntryTemplate?, into definition: inout RecurringDefinition, _ book: BookRecord, _ tx: Transaction
    ) async throws -> [Int32]? {
        guard let template else { return nil }
        try ScheduleRules.requireSound(template, functionalCurrency: book.book.functionalCurrency)
        definition.template = template
        let codes = template.lines.map(\.account)
        return try await ScheduleStore.postable(
            codes, among: ScheduleStore.accounts(codes, of: book.number, in: tx))
    }

    private func take(_ endsOn: CalendarDate?, into definition: inout RecurringDefinition) throws(InvalidParams) {
        guard let endsOn else { return }
        let old = definition.recurrence
        guard endsOn >= old.startsOn else {
            throw InvalidParams(path: "$.endsOn", rule: "must not be before the recurrence starts")
        }
        definition.recurrence = Recurrence(
            every: old.every, unit: old.unit, startsOn: old.startsOn, dayOfMonth: old.dayOfMonth,
            shortMonths: old.shortMonths, endsOn: endsOn, count: old.count)
    }

    private func drop(
        _ days: List<1, 100, CalendarDate>?, of record: inout ScheduleRecord, _ book: BookRecord, _ tx: Transaction
    ) async throws {
        guard let days else { return }
        let dropped = Set(
            try await ScheduleStore.drop(record.id, days: Array(days), of: book.number, in: tx))
        if let other = days.first(where: { !dropped.contains($0) }) { throw OccurrenceNotOpen(dueOn: other) }
        record.refused -= Int64(dropped.count)
    }

    /// From which day it falls due again, nil when it is not resumed.
    private func resumeDay(
        _ record: ScheduleRecord, _ book: BookRecord, _ context: LedgerContext, _ tx: Transaction
    ) async throws -> CalendarDate? {
        guard change == .resume, record.state == .paused else { return nil }
        if let resumeFrom { return resumeFrom }
        return try await ScheduleStore.today(at: context.clock.now(), in: book.book.timeZone, in: tx)
    }
}

extension ScheduleRecord {
    /// What the change, and a recurrence that may end elsewhere, make of the state and of the days to come.
    mutating func apply(
        _ change: RecurringEntryChange?, resumingOn day: CalendarDate?, _ recurrence: Recurrence,
        firstRefused: CalendarDate?
    ) {
        switch change {
        case .pause: state = .paused
        case .resume: state = .active
        case .end:
            (state, nextOn, dueOn, refused) = (.ended, nil, nil, 0)
            return
        case nil: break
        }
        if let next = nextOn {
            // Passed over until the day on which it is resumed; and its end may have moved before it.
            let last = day.map { max($0, next) } ?? next
            nextOn = recurrence.day(after: last.adding(days: -1))
        }
        dueOn = [nextOn, firstRefused].compactMap { $0 }.min()
        if dueOn == nil { state = .completed }
    }
}
