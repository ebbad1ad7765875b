// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A contract's custom fields may be changed in whichever state it is; a draft's with the rest of it too. What was
/// agreed is not touched. A call that would change nothing writes nothing: the version stays.
public struct SetContractFields: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.setContractFields"
    public static let summary = "Changes custom fields of a contract, if its version is still the one that was read."
    public static let access = Access.permission(.writeContracts)
    public static let errors: [any DomainError.Type] = [ContractNotFound.self, VersionConflict.self]

    public let idempotencyKey: IdempotencyKey
    public let contract: ContractID
    public let ifVersion: Version
    /// Fields that are not named stay as they are; a name alone empties one.
    public let fields: List<1, 100, CustomFieldValue>

    public init(
        idempotencyKey: IdempotencyKey, contract: ContractID, ifVersion: Version,
        fields: List<1, 100, CustomFieldValue>
    ) {
        self.idempotencyKey = idempotencyKey
        self.contract = contract
        self.ifVersion = ifVersion
        self.fields = fields
    }

    public struct Response: Codable, Sendable, Equatable {
        public let contract: Contract

        public init(contract: Contract) {
            self.contract = contract
        }
    }
}
