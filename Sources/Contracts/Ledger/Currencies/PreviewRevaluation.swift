// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What `ledger.revalueAccounts` would find now. Nothing is written.
public struct PreviewRevaluation: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.previewRevaluation"
    public static let summary = "Answers the unrealised gains and losses that a revaluation would book."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [
        AccountNotFound.self, AccountNotRevaluable.self, AmountOverflow.self, BookNotFound.self, RateNotFound.self,
        TooManyBalances.self,
    ]

    public let book: BookID
    /// The end of this accounting day.
    public let asOf: CalendarDate
    /// `closing` when it is left out.
    public let rateType: RateType?
    /// How old a rate may be at most; any age when it is left out.
    public let maxAgeDays: AgeDays?
    /// A heading stands for all accounts below it. All assets and liabilities when it is left out.
    public let accounts: List<1, 500, AccountCode>?
    /// Assets that are no money, such as inventory and equipment. A heading stands for all below it.
    public let exceptAccounts: List<1, 500, AccountCode>?

    public init(
        book: BookID, asOf: CalendarDate, rateType: RateType? = nil, maxAgeDays: AgeDays? = nil,
        accounts: List<1, 500, AccountCode>? = nil, exceptAccounts: List<1, 500, AccountCode>? = nil
    ) {
        self.book = book
        self.asOf = asOf
        self.rateType = rateType
        self.maxAgeDays = maxAgeDays
        self.accounts = accounts
        self.exceptAccounts = exceptAccounts
    }

    public struct Response: Codable, Sendable, Equatable {
        public let revaluation: Revaluation

        public init(revaluation: Revaluation) {
            self.revaluation = revaluation
        }
    }
}
