// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Every line is written, or none is. Entry numbers of a book have no gaps.
/// A repeated `idempotencyKey` returns the first outcome.
public struct PostEntry: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.postEntry"
    public static let summary = "Posts a balanced journal entry."
    public static let access = Access.permission(.postEntries)
    public static let errors: [any DomainError.Type] = [
        AccountClosed.self, AccountCurrencyMismatch.self, AccountIsHeading.self, AccountNotFound.self,
        AmountOverflow.self, BookNotFound.self, EntryUnbalanced.self, FunctionalAmountMissing.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    /// Accounting date in the book's own time zone. Decides the period.
    public let postedOn: CalendarDate
    public let description: Text<0, 500>?
    public let documentReference: Text<1, 100>?
    /// Debits equal credits in each currency, and in the functional currency.
    public let lines: List<2, 500, EntryLine>

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, postedOn: CalendarDate, description: Text<0, 500>? = nil,
        documentReference: Text<1, 100>? = nil, lines: List<2, 500, EntryLine>
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.postedOn = postedOn
        self.description = description
        self.documentReference = documentReference
        self.lines = lines
    }

    public struct Response: Codable, Sendable, Equatable {
        public let entry: EntryID
        public let number: EntryNumber

        public init(entry: EntryID, number: EntryNumber) {
            self.entry = entry
            self.number = number
        }
    }
}
