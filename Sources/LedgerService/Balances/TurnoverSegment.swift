// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Accounting days of a figure, from `start` to the day before `end`; nil is without an end.
struct DayWindow: Sendable, Equatable {
    let start: CalendarDate?
    let end: CalendarDate?
    /// Whether entries that close a year count.
    let includesClosings: Bool

    init(start: CalendarDate?, end: CalendarDate?, includesClosings: Bool = true) {
        self.start = start
        self.end = end
        self.includesClosings = includesClosings
    }

    /// Both days are included.
    init(from first: CalendarDate?, to last: CalendarDate?, includesClosings: Bool = true) {
        self.init(start: first, end: last?.adding(days: 1), includesClosings: includesClosings)
    }

    static let always = DayWindow(start: nil, end: nil)
}

/// Rows of `ledger.turnover` that are added to a figure, or taken from it.
struct TurnoverSegment: Sendable, Equatable {
    enum Span: String, Sendable {
        case month = "m"
        case day = "d"
        case closingMonth = "M"
        case closingDay = "D"
    }

    let span: Span
    let start: CalendarDate
    /// Not included.
    let end: CalendarDate
    /// 1 or -1.
    let sign: Int16
}

/// How a window is read with few rows: from today's balances or from nothing, by whole months, and by the days between
/// the nearest month's end and the window's.
struct TurnoverPlan: Sendable, Equatable {
    /// Whether the segments are added to what all entries, whatever their date, come to.
    let beginsWithBalance: Bool
    let segments: [TurnoverSegment]

    /// - Parameters:
    ///   - first: where the book's turnover begins; nil when it has none.
    ///   - today: most entries are dated up to it.
    init(_ window: DayWindow, first: CalendarDate?, today: CalendarDate) {
        guard window.start == nil, TurnoverPlan.isNearEnd(window.end, first: first, today: today) else {
            beginsWithBalance = false
            segments = TurnoverPlan.segments(
                from: window.start, to: window.end, closings: window.includesClosings, sign: 1)
            return
        }
        beginsWithBalance = true
        var segments: [TurnoverSegment] = []
        if let end = window.end {
            segments = TurnoverPlan.segments(from: end, to: nil, closings: window.includesClosings, sign: -1)
        }
        if !window.includesClosings {
            segments.append(.init(span: .closingMonth, start: .earliest, end: .never, sign: -1))
        }
        self.segments = segments
    }

    private static func isNearEnd(_ end: CalendarDate?, first: CalendarDate?, today: CalendarDate) -> Bool {
        guard let end, let first else { return true }
        return today.daysSince1970 - end.daysSince1970 < end.daysSince1970 - first.daysSince1970
    }

    private static func segments(
        from start: CalendarDate?, to end: CalendarDate?, closings: Bool, sign: Int16
    ) -> [TurnoverSegment] {
        let normal = parts(from: start ?? .earliest, to: end ?? .never, month: .month, day: .day, sign: sign)
        guard closings else { return normal }
        return normal
            + parts(
                from: start ?? .earliest, to: end ?? .never, month: .closingMonth, day: .closingDay, sign: sign)
    }

    private static func parts(
        from start: CalendarDate, to end: CalendarDate, month: TurnoverSegment.Span, day: TurnoverSegment.Span,
        sign: Int16
    ) -> [TurnoverSegment] {
        let (firstMonth, endMonth) = (start.nearestMonth, end.nearestMonth)
        guard firstMonth < endMonth else {
            return start < end ? [TurnoverSegment(span: day, start: start, end: end, sign: sign)] : []
        }
        var parts = [TurnoverSegment(span: month, start: firstMonth, end: endMonth, sign: sign)]
        /// The days between a month's first and where the window begins or ends.
        func days(_ one: CalendarDate, _ other: CalendarDate) {
            if one < other { parts.append(.init(span: day, start: one, end: other, sign: sign)) }
            if other < one { parts.append(.init(span: day, start: other, end: one, sign: -sign)) }
        }
        days(start, firstMonth)
        days(endMonth, end)
        return parts
    }
}

extension CalendarDate {
    /// 10000-01-01: the day after the last that a date can have. PostgreSQL knows it.
    static let never = CalendarDate(daysSince1970: 2_932_897)

    /// The first of its month or of the next, whichever is nearer.
    fileprivate var nearestMonth: CalendarDate {
        let (year, month, day) = civil
        return day - 1 <= CalendarDate.days(inMonth: month, of: year) / 2 ? firstOfMonth : firstOfNextMonth
    }
}
