// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What years ask of one another; `years` are all of a book in the order of time.
enum FiscalYearRules {
    /// A year continues the calendar at one of its ends. None is put before a closed year, whose balances would then
    /// rest on an open one.
    static func requireContiguous(_ days: PeriodSpan, with years: [FiscalYear]) throws {
        guard let first = years.first, let last = years.last else { return }
        if days.startsOn == last.endsOn.adding(days: 1) { return }
        guard days.endsOn == first.startsOn.adding(days: -1) else {
            throw FiscalYearNotContiguous(firstDay: first.startsOn, lastDay: last.endsOn)
        }
        if let closed = years.last(where: \.isClosed) { throw LaterYearClosed(year: closed.code) }
    }

    static func requireEarlierClosed(than year: FiscalYear, among years: [FiscalYear]) throws(EarlierYearOpen) {
        if let open = years.first(where: { $0.startsOn < year.startsOn && !$0.isClosed }) {
            throw EarlierYearOpen(year: open.code)
        }
    }

    static func requireLaterOpen(than year: FiscalYear, among years: [FiscalYear]) throws(LaterYearClosed) {
        if let closed = years.last(where: { $0.startsOn > year.startsOn && $0.isClosed }) {
            throw LaterYearClosed(year: closed.code)
        }
    }

    static func requireRemovable(
        _ year: FiscalYear, _ periods: [FiscalPeriod], among years: [FiscalYear]
    ) throws(FiscalYearInUse) {
        let isAtAnEnd = year.code == years.first?.code || year.code == years.last?.code
        guard isAtAnEnd, !year.isClosed, periods.allSatisfy({ $0.state == .open }) else {
            throw FiscalYearInUse(year: year.code)
        }
    }
}

extension FiscalYear {
    var isClosed: Bool { close != nil }
}
