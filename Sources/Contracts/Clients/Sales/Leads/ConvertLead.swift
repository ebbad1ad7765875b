// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The opportunity that a conversion makes.
public struct LeadOpportunity: Codable, Sendable, Equatable {
    public let name: Text<1, 200>
    /// `new` when left out.
    public let kind: OpportunityKind?
    /// The first one when left out.
    public let stage: StageCode?
    /// The lead's estimate when neither it nor lines are given.
    public let amount: Money?
    public let lines: List<1, 100, NewOpportunityLine>?
    public let expectedCloseOn: CalendarDate?
    /// The lead's when left out.
    public let owner: UserID?
    /// Values of custom fields.
    public let fields: List<1, 100, CustomFieldValue>?

    public init(
        name: Text<1, 200>, kind: OpportunityKind? = nil, stage: StageCode? = nil, amount: Money? = nil,
        lines: List<1, 100, NewOpportunityLine>? = nil, expectedCloseOn: CalendarDate? = nil, owner: UserID? = nil,
        fields: List<1, 100, CustomFieldValue>? = nil
    ) {
        self.name = name
        self.kind = kind
        self.stage = stage
        self.amount = amount
        self.lines = lines
        self.expectedCloseOn = expectedCloseOn
        self.owner = owner
        self.fields = fields
    }
}

/// All of it happens, or nothing: the client, the person as a contact there, the opportunity. Repeated with the same
/// key it answers the same three.
///
/// Clients and contacts that the lead may be are offered first: while there are some, and neither one is named nor
/// `evenIfDuplicates` is true, nothing is made.
///
/// Takes the permissions to write clients and contacts as well.
public struct ConvertLead: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.convertLead"
    public static let summary = "Makes a client, a contact and an opportunity of a lead, in one step."
    public static let access = Access.permission(.writeSales)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ContactNotFound.self,
        LeadConverted.self,
        LeadDisqualified.self,
        LeadDuplicatesFound.self,
        LeadNotFound.self,
        ProductNotFound.self,
        StageClosed.self,
        StageNotFound.self,
        SubjectErased.self,
        TooManyPositions.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let lead: LeadID
    public let ifVersion: Version
    /// Whom the lead is; a new one is made when left out.
    public let client: ClientID?
    /// Who the lead's person is, who gets a position at the client if he has none; a new one is made when left out.
    public let contact: ContactID?
    /// False when left out.
    public let evenIfDuplicates: Bool?
    /// What the person is at the client, in its own words; as the lead has it when left out.
    public let position: Text<1, 200>?
    /// None is made when left out.
    public let opportunity: LeadOpportunity?
    /// Values of custom fields of the new client; left out where `client` is given.
    public let clientFields: List<1, 100, CustomFieldValue>?
    /// Values of custom fields of the new contact; left out where none is made.
    public let contactFields: List<1, 100, CustomFieldValue>?

    public init(
        idempotencyKey: IdempotencyKey, lead: LeadID, ifVersion: Version, client: ClientID? = nil,
        contact: ContactID? = nil, evenIfDuplicates: Bool? = nil, position: Text<1, 200>? = nil,
        opportunity: LeadOpportunity? = nil, clientFields: List<1, 100, CustomFieldValue>? = nil,
        contactFields: List<1, 100, CustomFieldValue>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.lead = lead
        self.ifVersion = ifVersion
        self.client = client
        self.contact = contact
        self.evenIfDuplicates = evenIfDuplicates
        self.position = position
        self.opportunity = opportunity
        self.clientFields = clientFields
        self.contactFields = contactFields
    }

    public struct Response: Codable, Sendable, Equatable {
        public let client: ClientID
        /// Absent when the lead has no person and none was named.
        public let contact: ContactID?
        /// Absent when none was asked for.
        public let opportunity: OpportunityID?
        public let lead: Lead

        public init(client: ClientID, contact: ContactID?, opportunity: OpportunityID?, lead: Lead) {
            self.client = client
            self.contact = contact
            self.opportunity = opportunity
            self.lead = lead
        }
    }
}
