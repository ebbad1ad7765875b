// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Asks for a rate: from one currency to another, of a type, on a day.
struct RateNeed: Sendable, Hashable {
    let from: CurrencyCode
    let to: CurrencyCode
    let type: RateType
    let on: CalendarDate

    var notFound: RateNotFound { RateNotFound(from: from, to: to, on: on, type: type) }
}

/// A rate that was found, with the way to it.
struct DerivedQuote: Sendable, Equatable {
    let derivation: RateDerivation
    let steps: [RateStep]
    let conversion: Conversion
    /// The day of the oldest step; nil without any.
    let on: CalendarDate?
}

/// The rates that a batch of postings needs, as far as there are any: read under the head lock.
struct RateTable: Sendable {
    private var quotes: [RateNeed: DerivedQuote]

    init(_ quotes: [RateNeed: DerivedQuote] = [:]) {
        self.quotes = quotes
    }

    subscript(_ need: RateNeed) -> DerivedQuote? {
        get { quotes[need] }
        set { quotes[need] = newValue }
    }

    func require(_ need: RateNeed) throws(RateNotFound) -> DerivedQuote {
        guard let quote = quotes[need] else { throw need.notFound }
        return quote
    }
}
