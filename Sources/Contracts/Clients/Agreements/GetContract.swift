// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Nothing that was agreed is ever overwritten: `asOf` answers what counted on a day.
public struct GetContract: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.getContract"
    public static let summary = "Answers a contract with its changes, and what of it counts on a day."
    public static let access = Access.permission(.readContracts)
    public static let errors: [any DomainError.Type] = [ContractNotFound.self]

    public let contract: ContractID
    /// Any day, past or to come.
    public let asOf: CalendarDate?

    public init(contract: ContractID, asOf: CalendarDate? = nil) {
        self.contract = contract
        self.asOf = asOf
    }

    public struct Response: Codable, Sendable, Equatable {
        /// As it was last agreed.
        public let contract: Contract
        /// As it counts on the day of `asOf`, as far as is recorded; absent without such a day, and on days on which
        /// the contract does not count.
        public let inForce: Contract?
        /// The latest 200, oldest first.
        public let changes: [ContractChange]

        public init(contract: Contract, inForce: Contract? = nil, changes: [ContractChange]) {
            self.contract = contract
            self.inForce = inForce
            self.changes = changes
        }
    }
}
