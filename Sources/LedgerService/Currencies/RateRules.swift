// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// How a rate is found among those that were set. Pure; `rates` holds the latest of each pair on or before the day.
enum RateRules {
    /// The pair's own rate when there is one, else a cross rate through one other currency. Rates of days before
    /// `oldest`, or past their last day, are none.
    static func derive(
        _ need: RateNeed, functionalCurrency: CurrencyCode, oldest: CalendarDate? = nil, among rates: [Rate]
    ) -> DerivedQuote? {
        if need.from == need.to {
            return DerivedQuote(derivation: .same, steps: [], conversion: .one, on: nil)
        }
        let usable = rates.filter { rate in
            rate.type == need.type && rate.on <= need.on && rate.endedAt == nil
                && (rate.validUntil.map { need.on <= $0 } ?? true) && (oldest.map { rate.on >= $0 } ?? true)
        }
        if let step = step(from: need.from, to: need.to, among: usable) {
            return DerivedQuote(
                derivation: step.isInverted ? .inverse : .direct, steps: [step], conversion: step.conversion,
                on: step.rate.on)
        }
        return cross(need, functionalCurrency, among: usable)
    }

    /// The later of the two directions, of the same day the direct one.
    private static func step(from: CurrencyCode, to: CurrencyCode, among rates: [Rate]) -> RateStep? {
        let direct = latest(rates.filter { $0.from == from && $0.to == to })
        let inverse = latest(rates.filter { $0.from == to && $0.to == from })
        if let direct, inverse.map({ $0.on <= direct.on }) ?? true { return RateStep(rate: direct, isInverted: false) }
        return inverse.map { RateStep(rate: $0, isInverted: true) }
    }

    private static func latest(_ rates: [Rate]) -> Rate? {
        rates.max { $0.on < $1.on }
    }

    /// Through the currency whose older leg is the latest; then the functional one, then the first by its code.
    private static func cross(
        _ need: RateNeed, _ functionalCurrency: CurrencyCode, among rates: [Rate]
    ) -> DerivedQuote? {
        let middles = Set(rates.flatMap { [$0.from, $0.to] }).subtracting([need.from, need.to])
        let ways = middles.compactMap { middle -> (middle: CurrencyCode, quote: DerivedQuote, on: CalendarDate)? in
            guard let first = step(from: need.from, to: middle, among: rates),
                let second = step(from: middle, to: need.to, among: rates)
            else { return nil }
            let on = min(first.rate.on, second.rate.on)
            let quote = DerivedQuote(
                derivation: .cross, steps: [first, second],
                conversion: first.conversion.followed(by: second.conversion), on: on)
            return (middle, quote, on)
        }
        return ways.min { left, right in
            if left.on != right.on { return left.on > right.on }
            if (left.middle == functionalCurrency) != (right.middle == functionalCurrency) {
                return left.middle == functionalCurrency
            }
            return left.middle.text < right.middle.text
        }?.quote
    }
}

extension RateStep {
    var conversion: Conversion {
        let conversion = Conversion(rate.rate)
        return isInverted ? conversion.inverse : conversion
    }
}

extension DerivedQuote {
    func answer(to need: RateNeed) -> DerivedRate {
        let decimal = conversion.decimal
        return DerivedRate(
            from: need.from, to: need.to, derivation: derivation, steps: steps, rate: decimal?.rate,
            isExact: decimal?.isExact ?? false, on: on ?? need.on)
    }
}
