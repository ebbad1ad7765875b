// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What follows from a contract's terms about the end of its present term.
struct RenewalDates: Equatable {
    let endsOn: CalendarDate
    /// The last day on which a notice ends the contract with the term.
    let noticeOn: CalendarDate?
    /// The first day of the next term, which begins unless notice is given; nil where none begins by itself.
    let renewsOn: CalendarDate?
    /// The last day of the next term.
    let nextEndsOn: CalendarDate?
}

/// Pure functions of terms: nothing of this is ever read from a field that somebody filled in.
enum RenewalRules {
    /// Nil while the contract is open-ended.
    static func dates(of terms: ContractTerms) -> RenewalDates? {
        guard let endsOn = terms.endsOn else { return nil }
        let next = terms.renewalMonths.flatMap { end(of: terms, after: Int($0.rawValue)) }
        return RenewalDates(
            endsOn: endsOn, noticeOn: terms.noticeOn, renewsOn: next == nil ? nil : endsOn.adding(days: 1),
            nextEndsOn: next)
    }

    /// The last day of a further term of so many months.
    ///
    /// Terms keep to the day of the month on which the contract began, as far as its terms so far are whole months: one
    /// from 31 January goes on from 28 February and then from 31 March. Otherwise they keep to the day after the
    /// present end. Nil beyond the calendar.
    static func end(of terms: ContractTerms, after months: Int) -> CalendarDate? {
        guard let endsOn = terms.endsOn else { return nil }
        let next = endsOn.adding(days: 1)
        let (first, second) = (terms.startsOn.civil, next.civil)
        let gone = (second.year - first.year) * 12 + second.month - first.month
        let isWhole = gone > 0 && terms.startsOn.adding(months: gone) == next
        let following = isWhole ? terms.startsOn.adding(months: gone + months) : next.adding(months: months)
        guard let last = following?.adding(days: -1), last <= DayRange.greatestLast else { return nil }
        return last
    }

    /// The recurring value of a year after one renewal at the terms' escalator.
    static func nextValue(of contract: Contract) -> Money {
        let raised = ContractRules.escalated(contract.lines, by: contract.terms.escalator)
        return Money(
            minorUnits: ContractRules.recurringValue(of: raised) ?? contract.recurringValue.minorUnits,
            currency: contract.currency)
    }
}

extension ContractTerms {
    /// The same with another end.
    func ending(on endsOn: CalendarDate) -> ContractTerms {
        ContractTerms(
            startsOn: startsOn, endsOn: endsOn, noticeDays: noticeDays, renewalMonths: renewalMonths,
            escalator: escalator)
    }
}
