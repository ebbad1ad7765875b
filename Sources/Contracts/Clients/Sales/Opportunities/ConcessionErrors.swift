// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The opportunity has no such concession.
public struct ConcessionNotFound: DomainError {
    public static let code = 2330
    public static let reason = "clients.concession_not_found"

    public init() {}

    public var message: String { "There is no such concession." }
}

/// Somebody has decided already.
public struct ConcessionDecided: DomainError {
    public static let code = 2331
    public static let reason = "clients.concession_decided"
    public let state: ConcessionState

    public init(state: ConcessionState) {
        self.state = state
    }

    public var message: String { "The concession has been decided." }
}

/// Who asks for a concession does not decide it.
public struct OwnConcession: DomainError {
    public static let code = 2332
    public static let reason = "clients.own_concession"

    public init() {}

    public var message: String { "Somebody else must decide the concession." }
}

/// The opportunity cannot be won while concessions wait for their decision.
public struct ConcessionsUndecided: DomainError {
    public static let code = 2333
    public static let reason = "clients.concessions_undecided"
    public let concessions: [ConcessionID]

    public init(concessions: [ConcessionID]) {
        self.concessions = concessions
    }

    public var message: String { "Concessions wait for their decision." }
}

/// The opportunity would have more concessions than a record holds.
public struct TooManyConcessions: DomainError {
    public static let code = 2334
    public static let reason = "clients.too_many_concessions"
    public let limit: Count

    public init(limit: Count) {
        self.limit = limit
    }

    public var message: String { "An opportunity has at most \(limit.rawValue) concessions." }
}
