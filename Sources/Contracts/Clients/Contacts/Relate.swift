// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// From `from` until the day before `until` (for good when that is left out) the contact is to us what the call says;
/// what was on record for these days gives way, days before and after stay as they are. Without `role` nothing is on
/// record for these days afterwards.
///
/// A call that says what is on record already confirms it: `confirmedAt` moves, so that the relationship is not stale.
public struct Relate: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.relate"
    public static let summary = "Records what a contact is to us at a client, from a day on."
    public static let access = Access.permission(.writeContacts)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ContactNotAtClient.self,
        ContactNotFound.self,
        ReportsToCycle.self,
        SubjectErased.self,
        TooManySpells.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let client: ClientID
    public let contact: ContactID
    /// When it is not the relationship's version any more, nothing changes. Unchecked when left out.
    public let ifVersion: Version?
    public let from: CalendarDate
    /// After `from`.
    public let until: CalendarDate?
    public let role: RelationshipRole?
    public let influence: Influence?
    public let sentiment: Sentiment?
    /// Another contact who has a position at the client.
    public let reportsTo: ContactID?
    public let owner: UserID?

    public init(
        idempotencyKey: IdempotencyKey, client: ClientID, contact: ContactID, ifVersion: Version? = nil,
        from: CalendarDate, until: CalendarDate? = nil, role: RelationshipRole? = nil, influence: Influence? = nil,
        sentiment: Sentiment? = nil, reportsTo: ContactID? = nil, owner: UserID? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.client = client
        self.contact = contact
        self.ifVersion = ifVersion
        self.from = from
        self.until = until
        self.role = role
        self.influence = influence
        self.sentiment = sentiment
        self.reportsTo = reportsTo
        self.owner = owner
    }

    public struct Response: Codable, Sendable, Equatable {
        public let relationship: Relationship

        public init(relationship: Relationship) {
            self.relationship = relationship
        }
    }
}
