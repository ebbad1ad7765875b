// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The texts of all pages, one after the other, are one document: a journal that hledger reads, or CSV with a row for
/// each line. What the first page sees is what all pages tell: entries that are posted meanwhile are left out.
public struct ExportBook: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.exportBook"
    public static let summary = "Writes a book as a journal for hledger, or as CSV, page by page."
    public static let access = Access.permission(.exportBooks)
    public static let errors: [any DomainError.Type] = [BookNotFound.self, ChartChanged.self]

    public let book: BookID
    public let format: JournalFormat
    /// Only entries of this accounting day and later.
    public let from: CalendarDate?
    /// Only entries of this accounting day and earlier.
    public let to: CalendarDate?
    public let cursor: PageCursor?

    public init(
        book: BookID, format: JournalFormat, from: CalendarDate? = nil, to: CalendarDate? = nil,
        cursor: PageCursor? = nil
    ) {
        self.book = book
        self.format = format
        self.from = from
        self.to = to
        self.cursor = cursor
    }

    public struct Response: Codable, Sendable, Equatable {
        /// Ends with a line feed, unless it is empty.
        public let text: LongText<4_000_000>
        /// Entries in the text.
        public let entries: Count
        /// The last entry that the whole document may have; nil for a book without entries.
        public let through: EntryNumber?
        public let next: PageCursor?

        public init(text: LongText<4_000_000>, entries: Count, through: EntryNumber?, next: PageCursor?) {
            self.text = text
            self.entries = entries
            self.through = through
            self.next = next
        }
    }
}

/// How journals are written outside of the ledger.
public enum JournalFormat: String, TextEnumeration {
    /// Plain text accounting, as hledger reads it.
    case hledger
    /// RFC 4180 with a row for each line and everything that the ledger knows of it.
    case csv
}

/// An account was renamed, renumbered or moved while the book was being exported: the pages would not fit together.
public struct ChartChanged: DomainError {
    public static let code = 3131
    public static let reason = "ledger.chart_changed"
    public init() {}
    public var message: String { "The chart of accounts has changed since the first page. Begin again." }
}
