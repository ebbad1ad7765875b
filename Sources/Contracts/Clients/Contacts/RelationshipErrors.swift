// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The person has no position at the client.
public struct ContactNotAtClient: DomainError {
    public static let code = 2012
    public static let reason = "clients.contact_not_at_client"
    public let contact: ContactID

    public init(contact: ContactID) {
        self.contact = contact
    }

    public var message: String { "The contact has no position at the client." }
}

/// A contact's position cannot be taken out while the relationship at that client is on record: say `leftOn` instead.
public struct PositionHasRelationship: DomainError {
    public static let code = 2013
    public static let reason = "clients.position_has_relationship"
    public let client: ClientID

    public init(client: ClientID) {
        self.client = client
    }

    public var message: String { "The contact's relationship at the client is on record." }
}

/// On some day a person would report to himself, over however many others.
public struct ReportsToCycle: DomainError {
    public static let code = 2014
    public static let reason = "clients.reports_to_cycle"

    public init() {}

    public var message: String { "The contact would report to himself." }
}

/// The relationship would have more spells than a record holds.
public struct TooManySpells: DomainError {
    public static let code = 2015
    public static let reason = "clients.too_many_spells"
    public let limit: Count

    public init(limit: Count) {
        self.limit = limit
    }

    public var message: String { "A relationship has at most \(limit.rawValue) spells." }
}
