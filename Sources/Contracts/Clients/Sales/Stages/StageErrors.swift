// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has no such stage.
public struct StageNotFound: DomainError {
    public static let code = 2310
    public static let reason = "clients.stage_not_found"
    public let stage: StageCode

    public init(stage: StageCode) {
        self.stage = stage
    }

    public var message: String { "There is no such stage." }
}

/// Opportunities are in a stage that would be open no more, or would end otherwise than they did: move them first.
public struct StageInUse: DomainError {
    public static let code = 2311
    public static let reason = "clients.stage_in_use"
    /// The first such one.
    public let stage: StageCode
    /// How many are in it.
    public let opportunities: Count

    public init(stage: StageCode, opportunities: Count) {
        self.stage = stage
        self.opportunities = opportunities
    }

    public var message: String { "Opportunities are in the stage." }
}
