// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// The lines of one invoice, and what is to be done with them.
struct Invoice: Sendable, Equatable {
    let number: String
    let lines: [SourceLine]

    enum Verdict: Sendable, Equatable {
        case post(Posting)
        /// Its lines sum to zero: nothing to book, as in a correction of stock.
        case zero(customer: String?, country: String)
        case rejected(String)
    }

    struct Posting: Sendable, Equatable {
        let day: CalendarDate
        let customer: String?
        let country: String
        /// Not zero; negative for a cancellation or an adjustment.
        let minorUnits: Int64
    }

    /// Quantity times price, of the lines that can be read.
    var amount: ExactAmount { lines.reduce(.zero) { $0 + ($1.amount ?? .zero) } }

    /// An invoice is booked as a whole or not at all: a part of it would be a wrong amount in the books, and in the way
    /// of the right one when the file is corrected and imported again.
    ///
    /// Amounts are never rounded. An invoice whose sum is not a whole number of the currency's minor units is rejected.
    func verdict(currencyDigits: Int) -> Verdict {
        var understood: [InvoiceLine] = []
        for line in lines {
            switch line.content {
            case .line(let good): understood.append(good)
            case .bad(let reason, _, _):
                return .rejected("line \(line.number), which belongs to the invoice, cannot be read: \(reason)")
            }
        }
        guard let first = understood.first else { return .rejected("the invoice has no lines") }
        if let other = understood.first(where: { $0.customer != first.customer }) {
            return .rejected(
                "the invoice names more than one customer: \(first.customer ?? "none") and \(other.customer ?? "none")")
        }
        let total = amount
        if total == .zero { return .zero(customer: first.customer, country: first.country) }
        guard let minorUnits = total.minorUnits(digits: currencyDigits) else {
            return .rejected("the invoice's sum \(total.text) is not a whole number of the currency's smallest unit")
        }
        // Its lines may have been written down over some minutes, and over midnight: the day it was begun counts.
        let day = understood.map(\.day).min() ?? first.day
        return .post(
            Posting(day: day, customer: first.customer, country: first.country, minorUnits: minorUnits))
    }
}
