// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What the organisation calls a stage: `proposal`. Never changed, since opportunities and reports go by it.
public struct StageCode: TextValue, Comparable {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 1...40, TextRule.isCodeByte) else {
            throw ContractViolation("must be 1 to 40 letters, digits, dots, hyphens and underscores")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...40, pattern: "^[A-Za-z0-9._-]+$", description: "What the organisation calls a stage.")
    }

    public static var example: Self { Self(unchecked: "proposal") }
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
    private init(unchecked text: String) { self.text = text }
}

/// How probable it is that an opportunity is won, in per cent.
public struct Probability: WholeNumber {
    public static let range: ClosedRange<Int64> = 0...100
    public static let meaning = "How probable it is that an opportunity is won, in per cent."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// How an opportunity ended.
public enum OpportunityOutcome: String, TextEnumeration {
    case won
    /// Somebody else won it, or the client decided against it.
    case lost
    /// Nobody pursues it any more.
    case abandoned
}

/// How far an opportunity has come.
public struct Stage: Codable, Sendable, Hashable {
    public let code: StageCode
    public let name: Text<1, 100>
    /// Of an open opportunity in the stage that has no estimate of its own; 100 when won, 0 when lost or abandoned.
    public let probability: Probability
    /// Absent while opportunities in the stage are open.
    public let outcome: OpportunityOutcome?

    public init(
        code: StageCode, name: Text<1, 100>, probability: Probability, outcome: OpportunityOutcome? = nil
    ) {
        self.code = code
        self.name = name
        self.probability = probability
        self.outcome = outcome
    }
}

/// The stages through which an organisation's opportunities go, as of one version.
public struct StageList: Codable, Sendable, Equatable {
    /// From 1, which is what an organisation has that never defined any; each change adds 1.
    public let version: Version
    /// In the order in which opportunities go through them; the closed ones at the end.
    public let stages: [Stage]

    public init(version: Version, stages: [Stage]) {
        self.version = version
        self.stages = stages
    }
}
