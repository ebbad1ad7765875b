// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Either `amount` or `lines` must be given; of lines the amount is the sum. It begins in the first stage, or in
/// the open one that is named.
public struct CreateOpportunity: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.createOpportunity"
    public static let summary = "Creates an opportunity with a client."
    public static let access = Access.permission(.writeSales)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ContactNotAtClient.self,
        ProductNotFound.self,
        StageClosed.self,
        StageNotFound.self,
        SubjectErased.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let client: ClientID
    public let kind: OpportunityKind
    public let name: Text<1, 200>
    public let stage: StageCode?
    public let probability: Probability?
    /// Not less than zero.
    public let amount: Money?
    public let lines: List<1, 100, NewOpportunityLine>?
    public let expectedCloseOn: CalendarDate?
    public let owner: UserID?
    public let contact: ContactID?
    public let source: Text<1, 100>?
    public let competitor: Text<1, 200>?
    public let valueStatement: LongText<4000>?
    public let nextStep: Text<1, 500>?
    /// Values of custom fields.
    public let fields: List<1, 100, CustomFieldValue>?

    public init(
        idempotencyKey: IdempotencyKey, client: ClientID, kind: OpportunityKind, name: Text<1, 200>,
        stage: StageCode? = nil, probability: Probability? = nil, amount: Money? = nil,
        lines: List<1, 100, NewOpportunityLine>? = nil, expectedCloseOn: CalendarDate? = nil, owner: UserID? = nil,
        contact: ContactID? = nil, source: Text<1, 100>? = nil, competitor: Text<1, 200>? = nil,
        valueStatement: LongText<4000>? = nil, nextStep: Text<1, 500>? = nil,
        fields: List<1, 100, CustomFieldValue>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.client = client
        self.kind = kind
        self.name = name
        self.stage = stage
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
        self.fields = fields
    }

    public struct Response: Codable, Sendable, Equatable {
        public let opportunity: Opportunity

        public init(opportunity: Opportunity) {
            self.opportunity = opportunity
        }
    }
}
