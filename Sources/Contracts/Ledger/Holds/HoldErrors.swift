// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The book has no such hold.
public struct HoldNotFound: DomainError {
    public static let code = 3100
    public static let reason = "ledger.hold_not_found"
    public init() {}
    public var message: String { "The book has no such hold." }
}

/// The hold was confirmed, voided or has expired.
public struct HoldEnded: DomainError {
    public static let code = 3101
    public static let reason = "ledger.hold_ended"
    public let state: HoldState

    public init(state: HoldState) {
        self.state = state
    }

    public var message: String { "The hold is \(state.rawValue)." }
}

/// More was to be confirmed than is reserved.
public struct HoldExceeded: DomainError {
    public static let code = 3102
    public static let reason = "ledger.hold_exceeded"
    public let remaining: Money

    public init(remaining: Money) {
        self.remaining = remaining
    }

    public var message: String { "The hold reserves only \(remaining)." }
}

/// The hold would have expired before it was made.
public struct HoldExpiryPast: DomainError {
    public static let code = 3103
    public static let reason = "ledger.hold_expiry_past"
    public init() {}
    public var message: String { "A hold must expire in the future." }
}
