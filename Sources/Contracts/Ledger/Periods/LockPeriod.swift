// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// No entry of the period that the lock refuses is recorded after this was answered. A lock holds for every entry dated
/// in the period: back-dated ones, reversals, confirmations of holds and those of schedules.
public struct LockPeriod: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.lockPeriod"
    public static let summary = "Locks a period: softly for modules, with exceptions, or hard for everybody."
    public static let access = Access.permission(.managePeriods)
    public static let errors: [any DomainError.Type] = [
        BookNotFound.self, PeriodLockedForGood.self, PeriodNotFound.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let period: PeriodCode
    /// A hard lock stays. A soft one is taken away by `unlockPeriod`.
    public let level: LockLevel
    /// What a soft lock is for; all modules when it is left out. It replaces the soft locks that these have.
    public let modules: List<1, 7, EntryModule>?
    /// Who may post in spite of a soft lock.
    public let exceptions: List<1, 100, LockException>?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, period: PeriodCode, level: LockLevel,
        modules: List<1, 7, EntryModule>? = nil, exceptions: List<1, 100, LockException>? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.period = period
        self.level = level
        self.modules = modules
        self.exceptions = exceptions
    }

    public struct Response: Codable, Sendable, Equatable {
        public let period: FiscalPeriod

        public init(period: FiscalPeriod) {
            self.period = period
        }
    }
}
