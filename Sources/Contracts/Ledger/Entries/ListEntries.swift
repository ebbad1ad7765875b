// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The cursor stays valid while entries are posted. In the order of numbers, ascending, it neither skips nor repeats
/// one; in any other order an entry that sorts before the page read last is not seen, and none is repeated.
public struct ListEntries: PagedQuery, Equatable {
    public typealias API = LedgerAPI
    public typealias Response = Page<Entry>
    public static let name = "ledger.listEntries"
    public static let summary = "Lists journal entries by number or accounting date, as a filter says."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [AccountNotFound.self, BookNotFound.self]

    public let book: BookID
    public let filter: EntryFilter?
    public let limit: PageLimit?
    public let cursor: PageCursor?
    /// By number, ascending, when it is left out.
    public let order: EntryOrder?

    public init(
        book: BookID, filter: EntryFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil,
        order: EntryOrder? = nil
    ) {
        self.book = book
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
        self.order = order
    }
}

public enum EntryOrder: String, TextEnumeration {
    case number
    case numberDescending = "number_descending"
    /// By accounting date, and by number within a day.
    case postedOn = "posted_on"
    case postedOnDescending = "posted_on_descending"
}
