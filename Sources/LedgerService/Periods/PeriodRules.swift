// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// On which days a book takes postings of whom: its fiscal calendar with the locks, as read under the head lock.
struct PeriodRules: Sendable, Equatable {
    struct Period: Sendable, Equatable {
        let code: PeriodCode
        let days: PeriodSpan
        /// By a hard lock of its own, or because its year is closed.
        let isLocked: Bool
        /// The soft locks with who may post in spite of them.
        let softLocks: [EntryModule: [Exception]]
    }

    struct Exception: Sendable, Equatable {
        /// As `Caller.label` writes it.
        let actor: String
        let expiresAt: Instant?
    }

    /// Contiguous and in the order of time; none when the book has no calendar.
    let periods: [Period]

    /// Throws `PeriodMissing` or `PeriodLocked` when the posting is refused; `at` is when it is recorded.
    ///
    /// Entries that close a year go into locked periods: only the close itself makes them. A book's opening balances,
    /// and reversals of what was posted before it had a calendar, may be dated before the first year, as long as its
    /// first period takes them.
    func check(
        _ date: CalendarDate, module: EntryModule, kind: EntryKind, by actor: String, at instant: Instant
    ) throws {
        guard let first = periods.first, let last = periods.last, kind != .closing else { return }
        let isBeforeTheBooks = date < first.days.startsOn && (kind == .opening || kind == .reversal)
        guard let period = isBeforeTheBooks ? first : period(of: date) else {
            throw PeriodMissing(firstDay: first.days.startsOn, lastDay: last.days.endsOn)
        }
        guard !period.isLocked else { throw PeriodLocked(period: period.code, level: .hard, module: module) }
        guard let exceptions = period.softLocks[module] else { return }
        let isExcepted = exceptions.contains { exception in
            exception.actor == actor && exception.expiresAt.map { instant < $0 } ?? true
        }
        guard isExcepted else { throw PeriodLocked(period: period.code, level: .soft, module: module) }
    }

    /// The period that the day is in, by halving: this runs for every posting.
    func period(of date: CalendarDate) -> Period? {
        var low = 0
        var high = periods.count
        while low < high {
            let middle = (low + high) / 2
            if periods[middle].days.endsOn < date { low = middle + 1 } else { high = middle }
        }
        guard low < periods.count, periods[low].days.startsOn <= date else { return nil }
        return periods[low]
    }
}

extension PeriodRules.Exception {
    /// Nil for an exception that names nobody.
    init?(_ exception: LockException) {
        if let user = exception.user {
            self.init(actor: "user:\(user)", expiresAt: exception.expiresAt)
        } else if let account = exception.serviceAccount {
            self.init(actor: "service-account:\(account)", expiresAt: exception.expiresAt)
        } else {
            return nil
        }
    }
}
