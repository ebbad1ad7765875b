// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has no such lead, or the caller may not see it.
public struct LeadNotFound: DomainError {
    public static let code = 2340
    public static let reason = "clients.lead_not_found"

    public init() {}

    public var message: String { "There is no such lead." }
}

/// The lead has become a client, and stays as it is.
public struct LeadConverted: DomainError {
    public static let code = 2341
    public static let reason = "clients.lead_converted"
    public let client: ClientID
    public let contact: ContactID?
    public let opportunity: OpportunityID?

    public init(client: ClientID, contact: ContactID?, opportunity: OpportunityID?) {
        self.client = client
        self.contact = contact
        self.opportunity = opportunity
    }

    public var message: String { "The lead has been converted." }
}

/// There is no business in the lead: give it another status first.
public struct LeadDisqualified: DomainError {
    public static let code = 2342
    public static let reason = "clients.lead_disqualified"

    public init() {}

    public var message: String { "The lead was disqualified." }
}

/// The organisation may know the lead already. Convert it again with another key, and with the client or the contact
/// that it is, or `evenIfDuplicates`.
public struct LeadDuplicatesFound: DomainError {
    public static let code = 2343
    public static let reason = "clients.lead_duplicates_found"
    /// 20 at most.
    public let clients: [DuplicateClient]
    /// 20 at most.
    public let contacts: [DuplicateContact]

    public init(clients: [DuplicateClient], contacts: [DuplicateContact]) {
        self.clients = clients
        self.contacts = contacts
    }

    public var message: String { "The lead may be known already." }
}

/// The contact would have more positions than a record holds.
public struct TooManyPositions: DomainError {
    public static let code = 2344
    public static let reason = "clients.too_many_positions"
    public let limit: Count

    public init(limit: Count) {
        self.limit = limit
    }

    public var message: String { "A contact has at most \(limit.rawValue) positions." }
}
