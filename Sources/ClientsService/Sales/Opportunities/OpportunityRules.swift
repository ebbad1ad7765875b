// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// Rules about opportunities that need no database.
enum OpportunityRules {
    /// Concessions that an opportunity has at most, so that a record stays a record.
    static let concessionLimit = 50

    /// Lines with their amounts, of which there is at least one, and the sum. Throws for what is negative, in several
    /// currencies, or beyond what an amount holds.
    static func lines(
        _ given: [NewOpportunityLine], at list: String = "$.lines"
    ) throws(InvalidParams) -> (lines: [OpportunityLine], sum: Money) {
        var violations: [InvalidParams.Violation] = []
        var lines: [OpportunityLine] = []
        var sum: Int64 = 0
        let currency = given[0].unitPrice.currency
        for (index, line) in given.enumerated() {
            let path = "\(list)[\(index)]"
            if line.unitPrice.currency != currency {
                violations.append(.init(path: path + ".unitPrice", rule: "must be in the currency of the first line"))
            }
            if line.unitPrice.minorUnits < 0 {
                violations.append(.init(path: path + ".unitPrice", rule: "must not be less than zero"))
            }
            let (amount, isTooMuch) = line.unitPrice.minorUnits.multipliedReportingOverflow(by: line.quantity.rawValue)
            let (next, isSumTooMuch) = sum.addingReportingOverflow(amount)
            if isTooMuch || isSumTooMuch {
                violations.append(.init(path: path, rule: "must not make an amount that is out of range"))
            }
            sum = next
            lines.append(
                OpportunityLine(
                    product: line.product, quantity: line.quantity, unitPrice: line.unitPrice,
                    amount: Money(minorUnits: amount, currency: currency)))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
        return (lines, Money(minorUnits: sum, currency: currency))
    }

    static func requireNotNegative(_ amount: Money?, at path: String = "$.amount") throws(InvalidParams) {
        guard let amount, amount.minorUnits < 0 else { return }
        throw InvalidParams(path: path, rule: "must not be less than zero")
    }

    /// Throws when a concession would be in another currency than its opportunity.
    static func requireCurrency(_ opportunity: Opportunity) throws(InvalidParams) {
        for concession in opportunity.concessions {
            guard let amount = concession.amount, amount.currency != opportunity.amount.currency else { continue }
            throw InvalidParams(
                path: opportunity.lines.isEmpty ? "$.amount" : "$.lines",
                rule: "must be in \(amount.currency.text), as a concession is")
        }
    }

    /// Throws unless the closing says all that it must, and of a day that is not to come: it may be tomorrow already
    /// in time zones before UTC.
    static func requireFitting(_ closing: CloseOpportunity, today: CalendarDate) throws(InvalidParams) {
        if closing.outcome != .won, closing.reason == nil {
            throw InvalidParams(path: "$.reason", rule: "must be given unless it was won")
        }
        if let day = closing.on, day > today.adding(days: 1) {
            throw InvalidParams(path: "$.on", rule: "must not be in the future")
        }
    }

    /// What stands for the caller in records.
    static func author(_ label: String) throws -> Text<1, 100> {
        try Text(validating: label)
    }

    /// Whether two versions say the same, compared by their bytes.
    static func saySame(_ left: Opportunity, _ right: Opportunity) throws -> Bool {
        var left = left
        left.version = right.version
        left.updatedAt = right.updatedAt
        return try StoredRecord.encode(left) == StoredRecord.encode(right)
    }
}
