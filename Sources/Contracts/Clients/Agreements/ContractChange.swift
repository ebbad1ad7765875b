// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What became of a signed contract, from which day on.
public struct ContractChange: Codable, Sendable, Equatable {
    public enum Kind: String, TextEnumeration {
        /// Agreed anew within its term.
        case amended
        /// Lost, or over without renewal.
        case ended
        /// Agreed for another term.
        case renewed
        /// It began.
        case signed
        /// It went on because nobody gave notice.
        case tacitlyRenewed = "tacitly_renewed"
    }

    /// What a change does to the recurring value.
    public enum Outcome: String, TextEnumeration {
        case contraction
        case expansion
        case same
    }

    /// The contract's version that it made.
    public let version: Version
    public let kind: Kind
    /// The first day on which it counts; not before that of an earlier change, except where the contract ends.
    public let effectiveOn: CalendarDate
    /// The recurring value of a year before it; zero before the signing.
    public let before: Money
    /// The recurring value of a year from the day on; zero after the end.
    public let after: Money
    public let outcome: Outcome
    /// Why less is bought, where somebody said so.
    public let reason: GivenReason?
    public let note: LongText<10_000>?
    /// When it was recorded.
    public let recordedAt: Instant

    public init(
        version: Version, kind: Kind, effectiveOn: CalendarDate, before: Money, after: Money, outcome: Outcome,
        reason: GivenReason? = nil, note: LongText<10_000>? = nil, recordedAt: Instant
    ) {
        self.version = version
        self.kind = kind
        self.effectiveOn = effectiveOn
        self.before = before
        self.after = after
        self.outcome = outcome
        self.reason = reason
        self.note = note
        self.recordedAt = recordedAt
    }
}
