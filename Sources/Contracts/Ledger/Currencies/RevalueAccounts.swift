// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Brings the functional amounts of balances in other currencies to a day's rate: unrealised gain and loss.
///
/// For each account and currency the balance at the end of the day, at the rate, less the functional amount that it
/// is carried at, is written on the account, in lines whose amount is zero, against the account for gains or the one
/// for losses. What an entry writes is reversed by another on `reverseOn`. A second run finds differences of zero and
/// posts nothing; after a correction of a rate, or entries dated back, it posts what has changed.
public struct RevalueAccounts: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.revalueAccounts"
    public static let summary = "Revalues balances in other currencies at a day's rate, with automatic reversal."
    public static let access = Access.permission(.revalueAccounts)
    public static let errors: [any DomainError.Type] =
        [AccountNotRevaluable.self, BookNotFound.self, TooManyBalances.self] + EntryErrors.posting

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    /// The end of this accounting day; the entries are dated so.
    public let asOf: CalendarDate
    /// `closing` when it is left out.
    public let rateType: RateType?
    /// How old a rate may be at most; any age when it is left out.
    public let maxAgeDays: AgeDays?
    /// What is revalued; a heading stands for all accounts below it. All assets and liabilities when it is left out.
    public let accounts: List<1, 500, AccountCode>?
    /// What is not: assets that are no money, such as inventory and equipment. A heading stands for all below it.
    public let exceptAccounts: List<1, 500, AccountCode>?
    public let gainAccount: AccountCode
    /// The same as `gainAccount` where one account takes both.
    public let lossAccount: AccountCode
    /// Whether the entries are reversed; true when it is left out. Without a reversal the next revaluation goes on from
    /// the amounts that this one left.
    public let isReversed: Bool?
    /// After `asOf`; the next day when it is left out.
    public let reverseOn: CalendarDate?
    public let description: Text<0, 500>?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, asOf: CalendarDate, rateType: RateType? = nil,
        maxAgeDays: AgeDays? = nil, accounts: List<1, 500, AccountCode>? = nil,
        exceptAccounts: List<1, 500, AccountCode>? = nil, gainAccount: AccountCode, lossAccount: AccountCode,
        isReversed: Bool? = nil, reverseOn: CalendarDate? = nil, description: Text<0, 500>? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.asOf = asOf
        self.rateType = rateType
        self.maxAgeDays = maxAgeDays
        self.accounts = accounts
        self.exceptAccounts = exceptAccounts
        self.gainAccount = gainAccount
        self.lossAccount = lossAccount
        self.isReversed = isReversed
        self.reverseOn = reverseOn
        self.description = description
    }

    public struct Response: Codable, Sendable, Equatable {
        public let revaluation: Revaluation
        /// None when no balance differs; more than one when an entry's lines do not hold all.
        public let entries: [RevaluationEntry]

        public init(revaluation: Revaluation, entries: [RevaluationEntry]) {
            self.revaluation = revaluation
            self.entries = entries
        }
    }
}

/// An entry that a revaluation posted.
public struct RevaluationEntry: Codable, Sendable, Equatable {
    public let entry: EntryID
    public let number: EntryNumber
    /// The entry that reverses it, when it is reversed.
    public let reversal: EntryID?
    public let reversalNumber: EntryNumber?

    public init(entry: EntryID, number: EntryNumber, reversal: EntryID?, reversalNumber: EntryNumber?) {
        self.entry = entry
        self.number = number
        self.reversal = reversal
        self.reversalNumber = reversalNumber
    }
}
