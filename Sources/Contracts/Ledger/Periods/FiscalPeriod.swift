// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A period of a fiscal year, with its locks.
public struct FiscalPeriod: Codable, Sendable, Equatable {
    /// The year's code and the period's number in it: `2026-01`.
    public let code: PeriodCode
    public let year: FiscalYearCode
    public let startsOn: CalendarDate
    /// Inclusive.
    public let endsOn: CalendarDate
    public let state: PeriodState
    /// Soft locks first, in the order of their modules. They stay below a hard one.
    public let locks: [PeriodLock]

    public init(
        code: PeriodCode, year: FiscalYearCode, startsOn: CalendarDate, endsOn: CalendarDate, state: PeriodState,
        locks: [PeriodLock]
    ) {
        self.code = code
        self.year = year
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.state = state
        self.locks = locks
    }
}

public enum PeriodState: String, TextEnumeration {
    case open
    /// At least one module is locked softly.
    case softLocked = "soft_locked"
    /// Nobody posts to it.
    case locked
}

/// How firmly a period is locked.
public enum LockLevel: String, TextEnumeration {
    /// Named callers may still post, and the lock can be taken away.
    case soft
    /// Nobody posts, and the lock stays.
    case hard
}

/// One lock of a period.
public struct PeriodLock: Codable, Sendable, Equatable {
    public let level: LockLevel
    /// The module that a soft lock is for; absent for a hard one, which is for all.
    public let module: EntryModule?
    public let lockedAt: Instant
    /// Who locked, as in `recordedBy` of entries.
    public let lockedBy: Text<1, 100>
    /// Who may post all the same; none for a hard lock.
    public let exceptions: [LockException]

    public init(
        level: LockLevel, module: EntryModule?, lockedAt: Instant, lockedBy: Text<1, 100>, exceptions: [LockException]
    ) {
        self.level = level
        self.module = module
        self.lockedAt = lockedAt
        self.lockedBy = lockedBy
        self.exceptions = exceptions
    }
}

/// A user or a service account that a soft lock does not hold; exactly one of the two is named.
public struct LockException: Codable, Sendable, Hashable {
    public let user: UserID?
    public let serviceAccount: ServiceAccountID?
    /// From this instant on the exception counts no more; it has no end when this is left out.
    public let expiresAt: Instant?

    public init(user: UserID? = nil, serviceAccount: ServiceAccountID? = nil, expiresAt: Instant? = nil) {
        self.user = user
        self.serviceAccount = serviceAccount
        self.expiresAt = expiresAt
    }
}

/// A period's short name: the year's code, a hyphen and two digits.
public struct PeriodCode: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 1...19, TextRule.isCodeByte) else {
            throw ContractViolation("must be 1 to 19 letters, digits, dots, underscores or hyphens")
        }
        self.text = text
    }

    /// The code of a year's period, numbered from 1 to 99.
    public init(year: FiscalYearCode, number: Int) {
        text = "\(year)-\(number < 10 ? "0" : "")\(number)"
    }

    public static var schema: Schema {
        .text(
            length: 1...19, pattern: "^[A-Za-z0-9._-]+$",
            description: "A period's short name: its year's code and its number, such as 2026-01.")
    }

    public static var example: PeriodCode { PeriodCode(year: .example, number: 1) }
}
