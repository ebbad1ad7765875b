// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Entries of the kind `closing`, dated the year's last day, bring every income and expense account to zero in each
/// currency and in the functional one, against retained earnings. The year's periods are locked hard in the same
/// transaction. Balances of the other accounts carry forward by themselves.
///
/// A year that is closed against the same account already is answered as it is, and nothing changes.
public struct CloseYear: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.closeYear"
    public static let summary = "Closes a fiscal year: carries its profit to retained earnings and locks its periods."
    public static let access = Access.permission(.closeYears)
    public static let errors: [any DomainError.Type] = [
        AccountNotFound.self, AmountOverflow.self, BookNotFound.self, EarlierYearOpen.self, EquityAccountUnfit.self,
        FiscalYearClosed.self, FiscalYearNotFound.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let year: FiscalYearCode
    /// An open equity account without a currency of its own.
    public let retainedEarnings: AccountCode

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, year: FiscalYearCode, retainedEarnings: AccountCode
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.year = year
        self.retainedEarnings = retainedEarnings
    }

    public struct Response: Codable, Sendable, Equatable {
        /// With its close.
        public let year: FiscalYear

        public init(year: FiscalYear) {
            self.year = year
        }
    }
}
