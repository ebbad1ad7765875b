// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// One part of a deferral.
struct DeferralPart: Sendable, Equatable {
    let dueOn: CalendarDate
    /// Minor units, greater than zero.
    let minorUnits: Int64
    let functionalMinorUnits: Int64?
}

extension DeferralPlan {
    /// One for each calendar month that the deferral has days in, in their order; they sum to the amount exactly, and
    /// the last takes what rounding leaves. Throws `InvalidParams` for a plan that is none.
    func parts() throws(InvalidParams) -> [DeferralPart] {
        let last = try lastDay()
        var spans: [(first: CalendarDate, last: CalendarDate)] = []
        var month = MonthCount(startsOn)
        while month <= MonthCount(last) {
            spans.append((max(month.first, startsOn), min(month.last, last)))
            month = month.adding(1)
        }
        let weights = spans.map { span in
            method == .byMonth ? 1 : Int64(span.last.daysSince1970 - span.first.daysSince1970) + 1
        }
        let amounts = try Self.shares(of: amount.minorUnits, weights, path: "$.plan.amount")
        var functional: [Int64]?
        if let functionalAmount {
            functional = try Self.shares(of: functionalAmount.minorUnits, weights, path: "$.plan.functionalAmount")
        }
        return merged(
            spans.indices.map { index in
                DeferralPart(
                    dueOn: postsOn == .firstDay ? spans[index].first : spans[index].last, minorUnits: amounts[index],
                    functionalMinorUnits: functional?[index])
            })
    }

    /// The last day of the last period.
    func lastDay() throws(InvalidParams) -> CalendarDate {
        switch (endsOn, periods) {
        case (let end?, nil):
            guard end >= startsOn else {
                throw InvalidParams(path: "$.plan.endsOn", rule: "must not be before startsOn")
            }
            guard MonthCount(end).months - MonthCount(startsOn).months < DeferralPeriods.range.upperBound else {
                throw InvalidParams(
                    path: "$.plan.endsOn", rule: "must be within \(DeferralPeriods.range.upperBound) months")
            }
            return end
        case (nil, let periods?):
            let month = MonthCount(startsOn).adding(Int(periods.rawValue))
            guard month < MonthCount(.latest) else {
                throw InvalidParams(path: "$.plan.periods", rule: "must end before December of 9999")
            }
            return lastDay(before: month)
        default:
            throw InvalidParams(path: "$.plan", rule: "must have exactly one of endsOn and periods")
        }
    }

    /// By month: the end of the last calendar month. By day: the day before the one that another period would begin on.
    private func lastDay(before month: MonthCount) -> CalendarDate {
        guard method == .byDay else { return month.first.adding(days: -1) }
        return month.first.adding(days: min(startsOn.civil.day - 1, month.length) - 1)
    }

    /// By weight, each rounded down, and the rest to the last.
    private static func shares(
        of total: Int64, _ weights: [Int64], path: String
    ) throws(InvalidParams) -> [Int64] {
        let sum = Int128(weights.reduce(0, +))
        var shares = weights.map { Int64(Int128(total) * Int128($0) / sum) }
        shares[shares.count - 1] = total - shares.dropLast().reduce(0, +)
        guard shares.allSatisfy({ $0 > 0 }) else {
            throw InvalidParams(path: path, rule: "must be enough for one minor unit in each period")
        }
        return shares
    }

    /// Parts before `notBefore` become one on that day, together with a part that falls on it.
    private func merged(_ parts: [DeferralPart]) -> [DeferralPart] {
        guard let notBefore else { return parts }
        let early = parts.filter { $0.dueOn <= notBefore }
        guard !early.isEmpty else { return parts }
        let sum = DeferralPart(
            dueOn: notBefore, minorUnits: early.reduce(0) { $0 + $1.minorUnits },
            functionalMinorUnits: functionalAmount.map { _ in early.reduce(0) { $0 + ($1.functionalMinorUnits ?? 0) } })
        return [sum] + parts.dropFirst(early.count)
    }
}
