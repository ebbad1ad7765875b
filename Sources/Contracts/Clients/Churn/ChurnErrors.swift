// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Only who buys can be lost.
public struct ClientNotCustomer: DomainError {
    public static let code = 2140
    public static let reason = "clients.client_not_customer"
    public let lifecycle: Lifecycle

    public init(lifecycle: Lifecycle) {
        self.lifecycle = lifecycle
    }

    public var message: String { "The client's lifecycle is \(lifecycle.rawValue)." }
}

/// No contract tells what was lost, so that the call must.
public struct ChurnAmountMissing: DomainError {
    public static let code = 2141
    public static let reason = "clients.churn_amount_missing"

    public init() {}

    public var message: String { "There is no contract from which the lost amount could be told." }
}

/// The client has more signed contracts than one call ends: end some of them by themselves.
public struct TooManyContracts: DomainError {
    public static let code = 2142
    public static let reason = "clients.too_many_contracts"
    public let limit: Count

    public init(limit: Count) {
        self.limit = limit
    }

    public var message: String { "The client has more than \(limit.rawValue) signed contracts." }
}
