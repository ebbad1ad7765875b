// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The draft becomes what the call says, in whole: what is left out is empty afterwards, custom fields
/// excepted: those that are not named stay as they are. A signed contract is amended instead.
///
/// A call that would change nothing writes nothing: the version stays.
public struct UpdateContract: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.updateContract"
    public static let summary = "Replaces a contract's draft, if its version is still the one that was read."
    public static let access = Access.permission(.writeContracts)
    public static let errors: [any DomainError.Type] = [
        ContractNotFound.self,
        ContractStateRefused.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let contract: ContractID
    public let ifVersion: Version
    public let reference: Text<1, 100>?
    public let currency: CurrencyCode
    public let terms: ContractTerms
    /// Prices in the contract's currency; together they are a recurring value that is not negative.
    public let lines: List<1, 100, ContractLine>
    /// Custom fields; a name alone empties one.
    public let fields: List<1, 100, CustomFieldValue>?

    public init(
        idempotencyKey: IdempotencyKey, contract: ContractID, ifVersion: Version, reference: Text<1, 100>? = nil,
        currency: CurrencyCode, terms: ContractTerms, lines: List<1, 100, ContractLine>,
        fields: List<1, 100, CustomFieldValue>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.contract = contract
        self.ifVersion = ifVersion
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
