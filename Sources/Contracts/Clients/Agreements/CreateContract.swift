// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The contract begins as a draft, which counts nowhere until it is signed.
public struct CreateContract: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.createContract"
    public static let summary = "Drafts a contract with a client."
    public static let access = Access.permission(.writeContracts)
    public static let errors: [any DomainError.Type] = [ClientNotFound.self]

    public let idempotencyKey: IdempotencyKey
    public let client: ClientID
    public let reference: Text<1, 100>?
    public let currency: CurrencyCode
    public let terms: ContractTerms
    /// Prices in the contract's currency; together they are a recurring value that is not negative.
    public let lines: List<1, 100, ContractLine>
    /// Values of custom fields.
    public let fields: List<1, 100, CustomFieldValue>?

    public init(
        idempotencyKey: IdempotencyKey, client: ClientID, reference: Text<1, 100>? = nil, currency: CurrencyCode,
        terms: ContractTerms, lines: List<1, 100, ContractLine>,
        fields: List<1, 100, CustomFieldValue>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.client = client
        self.reference = reference
        self.currency = currency
        self.terms = terms
        self.lines = lines
        self.fields = fields
    }

    public struct Response: Codable, Sendable, Equatable {
        public let contract: Contract

        public init(contract: Contract) {
            self.contract = contract
        }
    }
}
