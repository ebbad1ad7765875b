// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has no such concern, or the caller may not see it.
public struct ConcernNotFound: DomainError {
    public static let code = 2200
    public static let reason = "clients.concern_not_found"

    public init() {}

    public var message: String { "There is no such concern." }
}

/// The organisation has not defined the severity.
public struct SeverityUnknown: DomainError {
    public static let code = 2201
    public static let reason = "clients.severity_unknown"
    public let known: [SeverityCode]

    public init(known: [SeverityCode]) {
        self.known = known
    }

    public var message: String { "The organisation has no such severity." }
}

/// A concern in this state does not move there.
public struct ConcernMoveRefused: DomainError {
    public static let code = 2202
    public static let reason = "clients.concern_move_refused"
    public let state: ConcernState
    /// Where it may move.
    public let allowed: [ConcernState]

    public init(state: ConcernState, allowed: [ConcernState]) {
        self.state = state
        self.allowed = allowed
    }

    public var message: String { "A concern that is \(state.rawValue) does not move there." }
}

/// The organisation has no such risk, or the caller may not see it.
public struct RiskNotFound: DomainError {
    public static let code = 2203
    public static let reason = "clients.risk_not_found"

    public init() {}

    public var message: String { "There is no such risk." }
}

/// The risk is closed; what happens again is a new one.
public struct RiskClosed: DomainError {
    public static let code = 2204
    public static let reason = "clients.risk_closed"

    public init() {}

    public var message: String { "The risk is closed." }
}
