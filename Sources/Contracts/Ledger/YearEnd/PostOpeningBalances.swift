// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// For a book that begins in the middle of its life. All balances are posted, or none; what they do not balance by
/// themselves goes to the equity account, in each currency. More than an entry holds are several entries.
public struct PostOpeningBalances: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.postOpeningBalances"
    public static let summary = "Posts the balances with which a book begins, balanced against an equity account."
    public static let access = Access.permission(.postEntries)
    public static let errors: [any DomainError.Type] =
        [BookNotFound.self, EquityAccountUnfit.self] + EntryErrors.posting

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    /// Left out: the day before the first fiscal year, or today in the book's time zone when it has none. On a day
    /// before the first fiscal year the locks of its first period count.
    public let postedOn: CalendarDate?
    public let description: Text<0, 500>?
    public let documentReference: Text<1, 100>?
    /// In another currency than the book's each needs its functional amount, at which the book goes on.
    public let balances: List<1, 5000, EntryLine>
    /// An open equity account without a currency of its own.
    public let equity: AccountCode

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, postedOn: CalendarDate? = nil,
        description: Text<0, 500>? = nil, documentReference: Text<1, 100>? = nil,
        balances: List<1, 5000, EntryLine>, equity: AccountCode
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.postedOn = postedOn
        self.description = description
        self.documentReference = documentReference
        self.balances = balances
        self.equity = equity
    }

    public struct Response: Codable, Sendable, Equatable {
        public let postedOn: CalendarDate
        /// In the order of the balances.
        public let entries: [PostEntry.Response]
        /// What the equity account took, one for each currency with a difference; debit is positive.
        public let differences: [Money]

        public init(postedOn: CalendarDate, entries: [PostEntry.Response], differences: [Money]) {
            self.postedOn = postedOn
            self.entries = entries
            self.differences = differences
        }
    }
}
