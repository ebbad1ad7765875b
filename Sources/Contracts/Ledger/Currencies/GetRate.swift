// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The rate that an entry of the day would be posted at, and how it comes about.
///
/// The pair's latest rate on or before the day, set in either direction: the later one, and of the same day the direct
/// one. Without any, through one other currency: the one whose older leg is the latest, then the book's functional
/// currency, then the first by its code. A rate past its `validUntil` is not used, nor any before it of its pair.
public struct GetRate: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.getRate"
    public static let summary = "Answers the exchange rate of a day, how it was derived, and what an amount comes to."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [AmountOverflow.self, BookNotFound.self, RateNotFound.self]

    public let book: BookID
    public let from: CurrencyCode
    /// The book's functional currency when it is left out.
    public let to: CurrencyCode?
    public let on: CalendarDate
    /// `spot` when it is left out.
    public let type: RateType?
    /// How old a rate may be at most; any age when it is left out.
    public let maxAgeDays: AgeDays?
    /// An amount in `from`, to be answered in `to`.
    public let amount: Money?

    public init(
        book: BookID, from: CurrencyCode, to: CurrencyCode? = nil, on: CalendarDate, type: RateType? = nil,
        maxAgeDays: AgeDays? = nil, amount: Money? = nil
    ) {
        self.book = book
        self.from = from
        self.to = to
        self.on = on
        self.type = type
        self.maxAgeDays = maxAgeDays
        self.amount = amount
    }

    public struct Response: Codable, Sendable, Equatable {
        public let rate: DerivedRate
        /// `amount` in `to`, rounded once, half away from zero, to the currency's decimals.
        public let converted: Money?

        public init(rate: DerivedRate, converted: Money?) {
            self.rate = rate
            self.converted = converted
        }
    }
}

/// How many days old something may be.
public struct AgeDays: WholeNumber {
    public static let range: ClosedRange<Int64> = 0...36_600
    public static let meaning = "An age in days."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}
