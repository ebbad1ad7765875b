// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What entries must have; parts that are left out match all. Parts about lines (account, dimensions, currency and
/// amounts) must all hold for one line. A text, a kind, a person, or an amount without an account is looked for in
/// every entry that the other parts leave: narrow it by dates.
public struct EntryFilter: Codable, Sendable, Equatable {
    /// A line on this account.
    public let account: AccountCode?
    /// A line about this client.
    public let client: ClientID?
    public let postedFrom: CalendarDate?
    /// Inclusive.
    public let postedTo: CalendarDate?
    public let documentReference: Text<1, 100>?
    /// Whether accounts below `account` count as it.
    public let includesBelow: Bool?
    public let costCentre: DimensionCode?
    public let project: DimensionCode?
    public let product: DimensionCode?
    /// A line in this currency.
    public let currency: CurrencyCode?
    /// A line of this amount or more, on whichever side, in the amount's currency.
    public let amountFrom: Money?
    /// Inclusive.
    public let amountTo: Money?
    public let recordedFrom: Instant?
    /// Inclusive.
    public let recordedTo: Instant?
    public let numberFrom: EntryNumber?
    /// Inclusive.
    public let numberTo: EntryNumber?
    /// The system that entries come from.
    public let source: Text<1, 50>?
    /// Their number there.
    public let externalReference: Text<1, 100>?
    /// Within the description or a line's memo, whatever the case of letters.
    public let text: Text<1, 100>?
    public let kind: EntryKind?
    public let module: EntryModule?
    /// `user:<id>`, `service-account:<id>` or `service:<name>`.
    public let recordedBy: Text<1, 100>?
    public let isReversed: Bool?

    public init(
        account: AccountCode? = nil, client: ClientID? = nil, postedFrom: CalendarDate? = nil,
        postedTo: CalendarDate? = nil, documentReference: Text<1, 100>? = nil, includesBelow: Bool? = nil,
        costCentre: DimensionCode? = nil, project: DimensionCode? = nil, product: DimensionCode? = nil,
        currency: CurrencyCode? = nil, amountFrom: Money? = nil, amountTo: Money? = nil, recordedFrom: Instant? = nil,
        recordedTo: Instant? = nil, numberFrom: EntryNumber? = nil, numberTo: EntryNumber? = nil,
        source: Text<1, 50>? = nil, externalReference: Text<1, 100>? = nil, text: Text<1, 100>? = nil,
        kind: EntryKind? = nil, module: EntryModule? = nil, recordedBy: Text<1, 100>? = nil, isReversed: Bool? = nil
    ) {
        self.account = account
        self.client = client
        self.postedFrom = postedFrom
        self.postedTo = postedTo
        self.documentReference = documentReference
        self.includesBelow = includesBelow
        self.costCentre = costCentre
        self.project = project
        self.product = product
        self.currency = currency
        self.amountFrom = amountFrom
        self.amountTo = amountTo
        self.recordedFrom = recordedFrom
        self.recordedTo = recordedTo
        self.numberFrom = numberFrom
        self.numberTo = numberTo
        self.source = source
        self.externalReference = externalReference
        self.text = text
        self.kind = kind
        self.module = module
        self.recordedBy = recordedBy
        self.isReversed = isReversed
    }
}
