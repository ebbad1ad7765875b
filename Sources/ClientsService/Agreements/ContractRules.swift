// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rules about contracts that need no database.
enum ContractRules {
    static func requireAllowed(_ terms: ContractTerms, at path: String = "$.terms") throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        if let endsOn = terms.endsOn {
            if endsOn < terms.startsOn {
                violations.append(.init(path: path + ".endsOn", rule: "must not be before startsOn"))
            } else if endsOn > DayRange.greatestLast {
                violations.append(.init(path: path + ".endsOn", rule: "must be before 9999-12-31"))
            }
        } else {
            if terms.renewalMonths != nil {
                violations.append(.init(path: path + ".renewalMonths", rule: "must be given with endsOn only"))
            }
            if terms.escalator != nil {
                violations.append(.init(path: path + ".escalator", rule: "must be given with endsOn only"))
            }
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    /// Answers the recurring value.
    static func value(
        of lines: [ContractLine], in currency: CurrencyCode, from startsOn: CalendarDate
    ) throws(InvalidParams) -> Money {
        var violations: [InvalidParams.Violation] = []
        for (index, line) in lines.enumerated() {
            let path = "$.lines[\(index)]"
            if line.price.currency != currency {
                violations.append(.init(path: path + ".price.currency", rule: "must be the contract's currency"))
            }
            if let from = line.from, from < startsOn {
                violations.append(.init(path: path + ".from", rule: "must not be before the contract's first day"))
            }
            if let to = line.to, to < line.from ?? startsOn {
                violations.append(.init(path: path + ".to", rule: "must not be before the service's first day"))
            }
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
        guard let value = recurringValue(of: lines) else {
            throw InvalidParams(path: "$.lines", rule: "must not have a value beyond what an amount can be")
        }
        guard value >= 0 else { throw InvalidParams(path: "$.lines", rule: "must not have a negative value") }
        return Money(minorUnits: value, currency: currency)
    }

    /// Minor units of a year, each line's rounded half away from zero; nil when it is no amount.
    static func recurringValue(of lines: [ContractLine]) -> Int64? {
        var sum = Int128(0)
        for line in lines {
            let product =
                Int128(line.price.minorUnits) * Int128(line.quantity.tenThousandths)
                * Int128(line.billing.timesAYear)
            sum += rounded(product, dividedBy: 10_000)
        }
        return Int64(exactly: sum)
    }

    /// Half away from zero.
    static func rounded(_ number: Int128, dividedBy divisor: Int128) -> Int128 {
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
        guard remainder.magnitude * 2 >= divisor.magnitude else { return quotient }
        return number < 0 ? quotient - 1 : quotient + 1
    }

    /// Prices after one renewal, each rounded half away from zero. Where one would be no amount any more, all stay.
    static func escalated(_ lines: [ContractLine], by percent: EscalatorPercent?) -> [ContractLine] {
        guard let percent, percent.tenThousandths > 0 else { return lines }
        var raised: [ContractLine] = []
        for line in lines {
            guard line.billing != .once else {
                raised.append(line)
                continue
            }
            let product = Int128(line.price.minorUnits) * Int128(1_000_000 + percent.tenThousandths)
            guard let price = Int64(exactly: rounded(product, dividedBy: 1_000_000)) else { return lines }
            raised.append(line.priced(Money(minorUnits: price, currency: line.price.currency)))
        }
        return recurringValue(of: raised) == nil ? lines : raised
    }
}

extension ContractLine {
    fileprivate func priced(_ price: Money) -> ContractLine {
        ContractLine(
            product: product, text: text, quantity: quantity, price: price, from: from, to: to, billing: billing,
            billedInAdvance: billedInAdvance)
    }
}
