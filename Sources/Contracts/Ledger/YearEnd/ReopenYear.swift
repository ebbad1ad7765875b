// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Reverses exactly the entries that closed the year, by entries of the kind `closing` on the same day. The periods are
/// locked as they were before the close: open, softly, or hard when they had a hard lock of their own.
public struct ReopenYear: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.reopenYear"
    public static let summary = "Undoes the close of the book's last closed year."
    public static let access = Access.permission(.closeYears)
    public static let errors: [any DomainError.Type] = [
        AmountOverflow.self, BookNotFound.self, FiscalYearNotClosed.self, FiscalYearNotFound.self,
        LaterYearClosed.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let year: FiscalYearCode
    /// Why; kept as the description of the reversing entries.
    public let reason: Text<1, 400>?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, year: FiscalYearCode, reason: Text<1, 400>? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.year = year
        self.reason = reason
    }

    public struct Response: Codable, Sendable, Equatable {
        public let year: FiscalYear
        /// The entries that undid the close have the numbers from here to `lastEntry`; absent when there were none.
        public let firstEntry: EntryNumber?
        public let lastEntry: EntryNumber?

        public init(year: FiscalYear, firstEntry: EntryNumber?, lastEntry: EntryNumber?) {
            self.year = year
            self.firstEntry = firstEntry
            self.lastEntry = lastEntry
        }
    }
}
