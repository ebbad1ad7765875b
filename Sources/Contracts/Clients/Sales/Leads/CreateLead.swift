// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Of `company` and `person` one must be given. It begins as `new`.
public struct CreateLead: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.createLead"
    public static let summary = "Creates a lead: somebody with whom there may be business."
    public static let access = Access.permission(.writeSales)
    public static let errors: [any DomainError.Type] = [ClientNotFound.self]

    public let idempotencyKey: IdempotencyKey
    public let company: Text<1, 200>?
    public let person: Text<1, 200>?
    public let position: Text<1, 200>?
    public let channels: List<0, 20, NewChannel>?
    public let country: CountryCode?
    public let industry: Text<1, 100>?
    public let language: LocaleTag?
    public let source: Text<1, 100>?
    public let referredBy: ClientID?
    public let owner: UserID?
    /// Not less than zero.
    public let estimate: Money?
    public let need: LongText<4000>?

    public init(
        idempotencyKey: IdempotencyKey, company: Text<1, 200>? = nil, person: Text<1, 200>? = nil,
        position: Text<1, 200>? = nil, channels: List<0, 20, NewChannel>? = nil, country: CountryCode? = nil,
        industry: Text<1, 100>? = nil, language: LocaleTag? = nil, source: Text<1, 100>? = nil,
        referredBy: ClientID? = nil, owner: UserID? = nil, estimate: Money? = nil, need: LongText<4000>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.company = company
        self.person = person
        self.position = position
        self.channels = channels
        self.country = country
        self.industry = industry
        self.language = language
        self.source = source
        self.referredBy = referredBy
        self.owner = owner
        self.estimate = estimate
        self.need = need
    }

    public struct Response: Codable, Sendable, Equatable {
        public let lead: Lead

        public init(lead: Lead) {
            self.lead = lead
        }
    }
}
