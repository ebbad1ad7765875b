// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// An open period stays open. What a hard lock holds stays locked.
public struct UnlockPeriod: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.unlockPeriod"
    public static let summary = "Takes a period's soft locks away."
    public static let access = Access.permission(.managePeriods)
    public static let errors: [any DomainError.Type] = [
        BookNotFound.self, PeriodLockedForGood.self, PeriodNotFound.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let period: PeriodCode
    /// All modules when it is left out.
    public let modules: List<1, 7, EntryModule>?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, period: PeriodCode, modules: List<1, 7, EntryModule>? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.period = period
        self.modules = modules
    }

    public struct Response: Codable, Sendable, Equatable {
        public let period: FiscalPeriod

        public init(period: FiscalPeriod) {
            self.period = period
        }
    }
}
