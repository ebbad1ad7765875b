// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has no such contract, or the caller may not see it.
public struct ContractNotFound: DomainError {
    public static let code = 2110
    public static let reason = "clients.contract_not_found"

    public init() {}

    public var message: String { "There is no such contract." }
}

/// The call is for contracts in another state.
public struct ContractStateRefused: DomainError {
    public static let code = 2111
    public static let reason = "clients.contract_state_refused"
    public let state: ContractState

    public init(state: ContractState) {
        self.state = state
    }

    public var message: String { "The contract's state is \(state.rawValue)." }
}

/// The day is outside of those on which the contract can change so.
public struct ContractDayRefused: DomainError {
    public static let code = 2112
    public static let reason = "clients.contract_day_refused"
    /// The first day that would do.
    public let earliest: CalendarDate
    /// The last day that would do; absent when there is none.
    public let latest: CalendarDate?

    public init(earliest: CalendarDate, latest: CalendarDate? = nil) {
        self.earliest = earliest
        self.latest = latest
    }

    public var message: String { "The contract cannot change so on this day." }
}
