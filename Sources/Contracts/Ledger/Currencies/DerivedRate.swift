// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How a rate comes about.
public enum RateDerivation: String, TextEnumeration {
    /// As it was set.
    case direct
    /// One divided by the rate of the other direction.
    case inverse
    /// Through a third currency.
    case cross
    /// A currency in itself: one.
    case same
}

/// The rate of a day, and what it was derived from.
public struct DerivedRate: Codable, Sendable, Equatable {
    public let from: CurrencyCode
    public let to: CurrencyCode
    public let derivation: RateDerivation
    /// The steps in their order: none for a currency in itself, two for a cross rate.
    public let steps: [RateStep]
    /// To 16 digits; left out when it is too small for 16 decimals. Amounts are never converted with this rounded
    /// number, but with the steps themselves, and rounded once.
    public let rate: ExchangeRate?
    /// Whether `rate` is exact.
    public let isExact: Bool
    /// The day of the oldest step; the day asked for without any.
    public let on: CalendarDate

    public init(
        from: CurrencyCode, to: CurrencyCode, derivation: RateDerivation, steps: [RateStep], rate: ExchangeRate?,
        isExact: Bool, on: CalendarDate
    ) {
        self.from = from
        self.to = to
        self.derivation = derivation
        self.steps = steps
        self.rate = rate
        self.isExact = isExact
        self.on = on
    }
}

/// A rate on the way from one currency to another.
public struct RateStep: Codable, Sendable, Equatable {
    public let rate: Rate
    /// Whether amounts are divided by the rate.
    public let isInverted: Bool

    public init(rate: Rate, isInverted: Bool) {
        self.rate = rate
        self.isInverted = isInverted
    }
}
