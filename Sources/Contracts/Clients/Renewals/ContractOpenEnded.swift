// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The contract goes on without an end, so that there is nothing to renew.
public struct ContractOpenEnded: DomainError {
    public static let code = 2113
    public static let reason = "clients.contract_open_ended"

    public init() {}

    public var message: String { "The contract has no end." }
}
