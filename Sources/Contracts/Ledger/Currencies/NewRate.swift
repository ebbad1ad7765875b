// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A rate to set.
public struct NewRate: Codable, Sendable, Equatable {
    public let from: CurrencyCode
    /// The book's functional currency when it is left out; another one than `from`.
    public let to: CurrencyCode?
    /// The first day on which it holds.
    public let on: CalendarDate
    /// `spot` when it is left out.
    public let type: RateType?
    /// What one unit of `from` is worth in `to`.
    public let rate: ExchangeRate
    /// The last day on which it may be used; until the next one of its pair and type when it is left out.
    public let validUntil: CalendarDate?
    /// Where the rate is from: a bank, a bulletin.
    public let source: Text<1, 200>?

    public init(
        from: CurrencyCode, to: CurrencyCode? = nil, on: CalendarDate, type: RateType? = nil, rate: ExchangeRate,
        validUntil: CalendarDate? = nil, source: Text<1, 200>? = nil
    ) {
        self.from = from
        self.to = to
        self.on = on
        self.type = type
        self.rate = rate
        self.validUntil = validUntil
        self.source = source
    }
}
