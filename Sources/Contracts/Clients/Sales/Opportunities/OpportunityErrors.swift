// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has no such opportunity, or the caller may not see it.
public struct OpportunityNotFound: DomainError {
    public static let code = 2320
    public static let reason = "clients.opportunity_not_found"

    public init() {}

    public var message: String { "There is no such opportunity." }
}

/// The opportunity was won, lost or abandoned, and stays as it is.
public struct OpportunityClosed: DomainError {
    public static let code = 2321
    public static let reason = "clients.opportunity_closed"
    public let outcome: OpportunityOutcome

    public init(outcome: OpportunityOutcome) {
        self.outcome = outcome
    }

    public var message: String { "The opportunity is closed." }
}

/// Opportunities go into a closed stage by being closed.
public struct StageClosed: DomainError {
    public static let code = 2312
    public static let reason = "clients.stage_closed"
    public let stage: StageCode

    public init(stage: StageCode) {
        self.stage = stage
    }

    public var message: String { "The stage is a closed one: close the opportunity instead." }
}

/// The opportunity cannot be won while a concern that blocks it is open.
public struct ConcernsBlockWinning: DomainError {
    public static let code = 2322
    public static let reason = "clients.concerns_block_winning"
    /// The gravest first; 100 at most.
    public let concerns: [BlockingConcern]

    public init(concerns: [BlockingConcern]) {
        self.concerns = concerns
    }

    public var message: String { "A concern that blocks the opportunity is open." }
}
