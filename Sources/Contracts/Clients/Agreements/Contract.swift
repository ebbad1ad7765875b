// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What was agreed with a client, as of one version of the record: as it was last agreed, also where that counts from a
/// day to come.
public struct Contract: Codable, Sendable, Equatable {
    public let id: ContractID
    public let client: ClientID
    /// From 1; each change adds 1.
    public let version: Version
    public let state: ContractState
    /// The organisation's own number or name of it.
    public let reference: Text<1, 100>?
    public let currency: CurrencyCode
    public let terms: ContractTerms
    public let lines: [ContractLine]
    /// Of a year: quantity times price times bills a year, of all lines that are billed again and again.
    public let recurringValue: Money
    /// Absent in a draft.
    public let signing: Signing?
    /// The first day on which it does not count any more; absent unless the state is `ended`.
    public let endedOn: CalendarDate?
    /// What made this version; absent in a draft.
    public let latestChange: ContractChange?
    /// Custom fields that have a value, by name; absent while there are none.
    public let fields: [CustomFieldValue]?
    public let createdAt: Instant
    /// When this version was written.
    public let updatedAt: Instant

    public init(
        id: ContractID, client: ClientID, version: Version, state: ContractState, reference: Text<1, 100>? = nil,
        currency: CurrencyCode, terms: ContractTerms, lines: [ContractLine], recurringValue: Money,
        signing: Signing? = nil, endedOn: CalendarDate? = nil, latestChange: ContractChange? = nil,
        fields: [CustomFieldValue]? = nil, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.client = client
        self.version = version
        self.state = state
        self.reference = reference
        self.currency = currency
        self.terms = terms
        self.lines = lines
        self.recurringValue = recurringValue
        self.signing = signing
        self.endedOn = endedOn
        self.latestChange = latestChange
        self.fields = fields
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

public enum ContractState: String, TextEnumeration {
    /// Signed by both sides.
    case active
    /// Not signed: it may be changed freely and counts nowhere.
    case draft
    /// It counts from `endedOn` on no more.
    case ended
}
