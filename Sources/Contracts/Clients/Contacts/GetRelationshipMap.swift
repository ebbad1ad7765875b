// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How many days a relationship may go without being confirmed.
public struct StaleDays: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...3650
    public static let meaning = "How many days a relationship may go without being confirmed."
    public static let standard = StaleDays(unchecked: 180)
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// Somebody at the client on the day of the map.
public struct RelationshipMapEntry: Codable, Sendable, Equatable {
    public let contact: ContactID
    /// As it is now.
    public let name: Text<1, 200>
    /// In the client's own words, as it is now.
    public let position: Text<1, 200>
    /// What the person was to us on the day; absent when nothing was on record.
    public let spell: RelationshipSpell?

    public init(contact: ContactID, name: Text<1, 200>, position: Text<1, 200>, spell: RelationshipSpell?) {
        self.contact = contact
        self.name = name
        self.position = position
        self.spell = spell
    }
}

/// What is missing in a relationship with a client.
public struct RelationshipGap: Codable, Sendable, Equatable {
    public enum Kind: String, TextEnumeration {
        /// Nobody is executive sponsor.
        case noSponsor = "no_sponsor"
        /// One person alone, or nobody, is more than a blocker to us: if he leaves, nobody knows us. `contact` is he.
        case singleThread = "single_thread"
        /// Nobody is champion, and somebody was: `contact`, until the day `since`.
        case championGone = "champion_gone"
        /// The relationship with `contact` was not confirmed after the day `since`.
        case stale
    }

    public let kind: Kind
    public let contact: ContactID?
    public let since: CalendarDate?

    public init(kind: Kind, contact: ContactID? = nil, since: CalendarDate? = nil) {
        self.kind = kind
        self.contact = contact
        self.since = since
    }
}

/// Of any day, past ones too: who was at the client then, what they were to us, to whom they reported.
public struct GetRelationshipMap: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.getRelationshipMap"
    public static let summary = "Answers the people at a client with what they are to us, and what is missing."
    public static let access = Access.permission(.readContacts)
    public static let errors: [any DomainError.Type] = [ClientNotFound.self]

    public let client: ClientID
    /// Today in UTC when left out.
    public let asOf: CalendarDate?
    /// 180 when left out.
    public let staleAfterDays: StaleDays?

    public init(client: ClientID, asOf: CalendarDate? = nil, staleAfterDays: StaleDays? = nil) {
        self.client = client
        self.asOf = asOf
        self.staleAfterDays = staleAfterDays
    }

    public struct Response: Codable, Sendable, Equatable {
        public let asOf: CalendarDate
        /// In the order of creation; 1000 at most.
        public let people: [RelationshipMapEntry]
        /// Whether there are more people than are answered. The gaps are then of those that are.
        public let hasMorePeople: Bool
        public let gaps: [RelationshipGap]

        public init(
            asOf: CalendarDate, people: [RelationshipMapEntry], hasMorePeople: Bool, gaps: [RelationshipGap]
        ) {
            self.asOf = asOf
            self.people = people
            self.hasMorePeople = hasMorePeople
            self.gaps = gaps
        }
    }
}
