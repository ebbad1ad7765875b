// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// One occurrence that is to be posted now.
struct ScheduledPosting: Sendable {
    let place: OccurrencePlace
    let draft: EntryDraft
    /// The part of a deferral.
    let part: DeferralPart?

    /// Unique in the book for good, so that the occurrence never posts twice.
    var key: String { "schedule:\(place.schedule):\(place.dueOn)" }
}

/// An occurrence that waits, or was refused.
struct OpenOccurrence: Sendable {
    let place: OccurrencePlace
    /// Of a deferral.
    let minorUnits: Int64?
    let functionalMinorUnits: Int64?
}

/// What a schedule has to post up to a day.
struct ScheduleWork: Sendable {
    let schedule: ScheduleRecord
    let postings: [ScheduledPosting]
    /// Of `postings`, how many fall due for the first time.
    let newCount: Int
    /// The first day of a recurring entry after these; a deferral's stand in its parts.
    let nextOn: CalendarDate?
    /// Whether `limit` left something for later.
    let isCut: Bool

    /// What is new comes first, so that days which are refused again and again never keep it waiting.
    init(
        of schedule: ScheduleRecord, open: [OpenOccurrence], upTo day: CalendarDate, limit: Int,
        functionalCurrency: CurrencyCode
    ) throws {
        self.schedule = schedule
        switch schedule.definition {
        case .recurring(let definition):
            let recurrence = definition.recurrence
            var left = recurrence.count.map { Int($0.rawValue) - Int(schedule.occurred) } ?? Int.max
            var next = left > 0 ? schedule.nextOn : nil
            var days: [CalendarDate] = []
            while let due = next, due <= day, days.count < limit {
                days.append(due)
                left -= 1
                next = left > 0 ? recurrence.day(after: due) : nil
            }
            newCount = days.count
            nextOn = next
            let again = open.map(\.place.dueOn).prefix(limit - days.count)
            isCut = next.map { $0 <= day } ?? false || again.count < open.count
            postings = try (days + again).sorted().map { due in
                ScheduledPosting(
                    place: OccurrencePlace(dueOn: due, schedule: schedule.id),
                    draft: try definition.template.draft(on: due, functionalCurrency), part: nil)
            }
        case .deferral(let plan, let fromKind):
            newCount = 0
            nextOn = nil
            isCut = open.count > limit
            postings = try open.prefix(limit).sorted { $0.place.dueOn < $1.place.dueOn }.map { open in
                let part = DeferralPart(
                    dueOn: open.place.dueOn, minorUnits: open.minorUnits ?? 0,
                    functionalMinorUnits: open.functionalMinorUnits)
                return ScheduledPosting(
                    place: open.place, draft: try plan.draft(of: part, fromKind, functionalCurrency), part: part)
            }
        }
    }
}

extension EntryTemplate {
    /// Throws `FunctionalAmountMissing` for a functional amount that is not in the book's currency.
    func draft(on day: CalendarDate, _ functionalCurrency: CurrencyCode) throws -> EntryDraft {
        EntryDraft(
            postedOn: day, kind: .scheduled, module: module ?? .general, description: description,
            documentReference: documentReference,
            lines: try lines.map { line in
                try DraftLine(line, functionalCurrency: functionalCurrency)
            })
    }
}

extension DeferralPlan {
    /// The part leaves `from` on the side against its kind, and stands on the other side of `to`.
    func draft(
        of part: DeferralPart, _ fromKind: AccountKind, _ functionalCurrency: CurrencyCode
    ) throws -> EntryDraft {
        let fromSide: EntrySide = fromKind.normalSide == .debit ? .credit : .debit
        let lines = [(to, fromSide == .credit ? EntrySide.debit : .credit), (from, fromSide)].map { account, side in
            EntryLine(
                account: account, side: side, amount: Money(minorUnits: part.minorUnits, currency: amount.currency),
                functionalAmount: part.functionalMinorUnits.map {
                    Money(minorUnits: $0, currency: functionalCurrency)
                }, client: client, costCentre: costCentre, project: project, product: product)
        }
        let template = EntryTemplate(
            module: module, description: description, documentReference: documentReference,
            lines: try List(validating: lines))
        return try template.draft(on: part.dueOn, functionalCurrency)
    }
}
