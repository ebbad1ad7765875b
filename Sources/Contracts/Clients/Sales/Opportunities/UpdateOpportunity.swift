// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A part of an opportunity that may be left empty, and so may be cleared.
public enum OpportunityField: String, TextEnumeration {
    case probability
    case expectedCloseOn = "expected_close_on"
    case owner
    case contact
    case source
    case competitor
    case valueStatement = "value_statement"
    case nextStep = "next_step"
}

/// Only what is given changes: a field that is left out (or null) stays as it is, one named in `clear` becomes empty.
/// `lines` takes the place of all lines; where there shall be none, `amount` is given with the empty list.
///
/// When `ifVersion` is not the opportunity's version any more, nothing changes. An update that would change nothing
/// writes nothing: the version stays.
public struct UpdateOpportunity: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.updateOpportunity"
    public static let summary = "Changes the given fields of an open opportunity, if its version is still the one read."
    public static let access = Access.permission(.writeSales)
    public static let errors: [any DomainError.Type] = [
        ContactNotAtClient.self,
        OpportunityClosed.self,
        OpportunityNotFound.self,
        ProductNotFound.self,
        SubjectErased.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let opportunity: OpportunityID
    public let ifVersion: Version
    public let kind: OpportunityKind?
    public let name: Text<1, 200>?
    public let probability: Probability?
    /// Only of an opportunity that has no lines.
    public let amount: Money?
    public let lines: List<0, 100, NewOpportunityLine>?
    public let expectedCloseOn: CalendarDate?
    public let owner: UserID?
    public let contact: ContactID?
    public let source: Text<1, 100>?
    public let competitor: Text<1, 200>?
    public let valueStatement: LongText<4000>?
    public let nextStep: Text<1, 500>?
    /// Fields to empty; none of them may be given a value as well.
    public let clear: List<0, 8, OpportunityField>?
    /// Custom fields. Those that are not named stay as they are; a name alone empties one.
    public let fields: List<1, 100, CustomFieldValue>?

    public init(
        idempotencyKey: IdempotencyKey, opportunity: OpportunityID, ifVersion: Version,
        kind: OpportunityKind? = nil, name: Text<1, 200>? = nil, probability: Probability? = nil,
        amount: Money? = nil, lines: List<0, 100, NewOpportunityLine>? = nil, expectedCloseOn: CalendarDate? = nil,
        owner: UserID? = nil, contact: ContactID? = nil, source: Text<1, 100>? = nil,
        competitor: Text<1, 200>? = nil, valueStatement: LongText<4000>? = nil, nextStep: Text<1, 500>? = nil,
        clear: List<0, 8, OpportunityField>? = nil, fields: List<1, 100, CustomFieldValue>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.opportunity = opportunity
        self.ifVersion = ifVersion
        self.kind = kind
        self.name = name
        self.probability = probability
        self.amount = amount
        self.lines = lines
        self.expectedCloseOn = expectedCloseOn
        self.owner = owner
        self.contact = contact
        self.source = source
        self.competitor = competitor
        self.valueStatement = valueStatement
        self.nextStep = nextStep
        self.clear = clear
        self.fields = fields
    }

    public struct Response: Codable, Sendable, Equatable {
        public let opportunity: Opportunity

        public init(opportunity: Opportunity) {
            self.opportunity = opportunity
        }
    }
}
