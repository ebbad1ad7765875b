// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

// What callers see of a stored schedule.

extension ScheduleRecord {
    func recurringEntry() throws -> RecurringEntry {
        guard case .recurring(let definition) = definition else {
            throw PostgresError.decoding("the schedule is no recurring entry")
        }
        return RecurringEntry(
            id: id, name: name, state: state.ofRecurringEntry, recurrence: definition.recurrence,
            template: definition.template, nextDueOn: nextOn, posted: Count(unchecked: posted),
            refused: Count(unchecked: refused), createdAt: createdAt, version: version)
    }

    /// The next days, as far as they are known to come.
    func upcoming() -> [CalendarDate] {
        guard case .recurring(let definition) = definition, !state.isOver, let nextOn else { return [] }
        let left = definition.recurrence.count.map { Int($0.rawValue - occurred) } ?? Int.max
        let limit = min(ScheduleRules.upcomingLimit, left)
        return [nextOn] + definition.recurrence.days(after: nextOn, limit: limit - 1)
    }

    func deferral() throws -> Deferral {
        guard case .deferral(let plan, _) = definition else {
            throw PostgresError.decoding("the schedule is no deferral")
        }
        let currency = plan.amount.currency
        return Deferral(
            id: id, name: name, state: state.ofDeferral, plan: plan, endsOn: try plan.lastDay(),
            posted: Money(minorUnits: postedMinorUnits, currency: currency),
            remaining: Money(minorUnits: plan.amount.minorUnits - postedMinorUnits, currency: currency),
            nextDueOn: nextOn, refused: Count(unchecked: refused), createdAt: createdAt, version: version)
    }
}

extension ScheduleState {
    fileprivate var ofRecurringEntry: RecurringEntryState {
        switch self {
        case .active: .active
        case .paused: .paused
        case .completed: .completed
        case .ended: .ended
        }
    }

    init(_ state: RecurringEntryState) {
        switch state {
        case .active: self = .active
        case .paused: self = .paused
        case .completed: self = .completed
        case .ended: self = .ended
        }
    }

    /// A deferral is never paused.
    fileprivate var ofDeferral: DeferralState {
        switch self {
        case .active, .paused: .active
        case .completed: .completed
        case .ended: .cancelled
        }
    }

    init(_ state: DeferralState) {
        switch state {
        case .active: self = .active
        case .completed: self = .completed
        case .cancelled: self = .ended
        }
    }
}
