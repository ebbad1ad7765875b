// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Days in a row, both ends included.
struct DayRange: Equatable {
    let first: CalendarDate
    /// Nil while there is no end.
    let last: CalendarDate?

    /// The last day that an assignment may be given. The one after it is a day as well, on which another may begin.
    static let greatestLast = CalendarDate(daysSince1970: 2_932_895)

    func contains(_ day: CalendarDate) -> Bool {
        day >= first && (last.map { day <= $0 } ?? true)
    }

    func overlaps(_ other: DayRange) -> Bool {
        contains(other.first) || other.contains(first)
    }

    /// The days that are in both; nil when there are none.
    func common(with other: DayRange) -> DayRange? {
        guard overlaps(other) else { return nil }
        let ends = [last, other.last].compactMap { $0 }
        return DayRange(first: max(first, other.first), last: ends.min())
    }

    /// The days that are not in the other: none, one range or two, in their order.
    func without(_ other: DayRange) -> [DayRange] {
        guard overlaps(other) else { return [self] }
        var left: [DayRange] = []
        if first < other.first { left.append(DayRange(first: first, last: other.first.adding(days: -1))) }
        if let end = other.last, last.map({ $0 > end }) ?? true {
            left.append(DayRange(first: end.adding(days: 1), last: last))
        }
        return left
    }
}

extension Assignment {
    var days: DayRange { DayRange(first: from, last: to) }

    /// The same work on other days, or by somebody else.
    func on(
        _ days: DayRange, as id: AssignmentID? = nil, by user: UserID? = nil, isPrimary: Bool? = nil
    ) -> Assignment {
        Assignment(
            id: id ?? self.id, client: client, user: user ?? self.user, role: role, share: share,
            isPrimary: isPrimary ?? self.isPrimary, from: days.first, to: days.last)
    }
}
