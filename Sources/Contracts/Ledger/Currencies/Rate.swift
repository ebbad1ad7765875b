// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A rate of a book, in one of its revisions. A revision never changes; a correction makes the next one, and entries
/// keep the amounts that they were posted with.
public struct Rate: Codable, Sendable, Equatable {
    public let from: CurrencyCode
    public let to: CurrencyCode
    public let type: RateType
    /// The first day on which it holds. It holds until the next one of its pair and type.
    public let on: CalendarDate
    /// The last day on which it may be used, when it was given.
    public let validUntil: CalendarDate?
    /// What one unit of `from` is worth in `to`.
    public let rate: ExchangeRate
    /// Where the rate is from, as whoever set it says: a bank, a bulletin.
    public let source: Text<1, 200>?
    /// From 1; each correction of the day's rate adds 1.
    public let revision: Version
    public let recordedAt: Instant
    /// Who set it: `user:<id>`, `service-account:<id>` or `service:<name>`.
    public let recordedBy: Text<1, 100>
    /// Entries with greater numbers were posted when this revision was there; 0 when it is older than all.
    public let afterEntry: Count
    /// When another revision took its place, or it was withdrawn; nil for a rate that holds.
    public let endedAt: Instant?
    /// Who corrected or withdrew it.
    public let endedBy: Text<1, 100>?
    /// Entries up to this number were posted while this revision was there.
    public let endedAfterEntry: Count?

    public init(
        from: CurrencyCode, to: CurrencyCode, type: RateType, on: CalendarDate, validUntil: CalendarDate?,
        rate: ExchangeRate, source: Text<1, 200>?, revision: Version, recordedAt: Instant,
        recordedBy: Text<1, 100>, afterEntry: Count, endedAt: Instant? = nil, endedBy: Text<1, 100>? = nil,
        endedAfterEntry: Count? = nil
    ) {
        self.from = from
        self.to = to
        self.type = type
        self.on = on
        self.validUntil = validUntil
        self.rate = rate
        self.source = source
        self.revision = revision
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
        self.afterEntry = afterEntry
        self.endedAt = endedAt
        self.endedBy = endedBy
        self.endedAfterEntry = endedAfterEntry
    }
}
