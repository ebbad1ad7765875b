// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation's own word for how much a concern matters: `critical`, `p1`.
public struct SeverityCode: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard
            TextRule.isToken(
                text, length: 1...40, { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F })
        else { throw ContractViolation("must be 1 to 40 small letters, digits and underscores") }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...40, pattern: "^[a-z0-9_]+$", description: "The code of a severity.")
    }

    public static var example: Self { Self(unchecked: "high") }
    private init(unchecked text: String) { self.text = text }
}

/// A duration by the clock, nights and holidays included, in minutes; a year at most.
public struct Minutes: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...525_600
    public static let meaning = "A duration in minutes."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// How long the steps of a concern may take, each counted from when it was received or reopened.
public struct Severity: Codable, Sendable, Hashable {
    public let code: SeverityCode
    public let name: Text<1, 60>
    public let acknowledgeWithin: Minutes
    /// Not less than `acknowledgeWithin`.
    public let assignWithin: Minutes
    /// Not less than `assignWithin`.
    public let resolveWithin: Minutes

    public init(
        code: SeverityCode, name: Text<1, 60>, acknowledgeWithin: Minutes, assignWithin: Minutes, resolveWithin: Minutes
    ) {
        self.code = code
        self.name = name
        self.acknowledgeWithin = acknowledgeWithin
        self.assignWithin = assignWithin
        self.resolveWithin = resolveWithin
    }
}

/// The severities of an organisation.
public struct SeveritySet: Codable, Sendable, Equatable {
    /// 1 are those that every organisation begins with; each definition adds 1.
    public let version: Version
    /// The gravest first.
    public let severities: [Severity]

    public init(version: Version, severities: [Severity]) {
        self.version = version
        self.severities = severities
    }
}
