// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How many days may pass until somebody is spoken to again.
public struct CadenceDays: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...3650
    public static let meaning = "How many days may pass until somebody is spoken to again."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// How much a client of a tier counts, in hundredths: 250 is two and a half times one of no tier.
public struct TierValue: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...1000
    public static let meaning = "How much a client of a tier counts, in hundredths."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// A factor in hundredths: 150 is one and a half.
public struct Hundredths: WholeNumber {
    public static let range: ClosedRange<Int64> = 0...1_000_000
    public static let meaning = "A factor in hundredths."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// How much attention clients of a tier get.
public struct Tier: Codable, Sendable, Hashable {
    /// As it stands in the clients' `tier`.
    public let name: Text<1, 60>
    /// Within how many days each key person is spoken to.
    public let cadence: CadenceDays
    /// By what the agenda weighs its clients; those of no tier have 100.
    public let value: TierValue

    public init(name: Text<1, 60>, cadence: CadenceDays, value: TierValue) {
        self.name = name
        self.cadence = cadence
        self.value = value
    }
}

/// The tiers of an organisation.
public struct TierSet: Codable, Sendable, Equatable {
    /// 1 are those that every organisation begins with; each definition adds 1.
    public let version: Version
    /// The best first.
    public let tiers: [Tier]
    /// For clients of no tier, or of one that is not defined; absent when nobody reminds of them.
    public let otherwise: CadenceDays?

    public init(version: Version, tiers: [Tier], otherwise: CadenceDays? = nil) {
        self.version = version
        self.tiers = tiers
        self.otherwise = otherwise
    }
}
