// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of their numbers. The cursor stays valid while entries are posted, and neither skips nor repeats one.
public struct ListEntries: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.listEntries"
    public static let summary = "Lists journal entries in the order of their numbers."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [AccountNotFound.self, BookNotFound.self]

    public let book: BookID
    public let filter: EntryFilter?
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(book: BookID, filter: EntryFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.book = book
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }

    public struct Response: Codable, Sendable, Equatable {
        public let items: [Entry]
        public let next: PageCursor?

        public init(items: [Entry], next: PageCursor?) {
            self.items = items
            self.next = next
        }
    }
}

/// What entries must have; parts that are left out match all.
public struct EntryFilter: Codable, Sendable, Equatable {
    /// At least one line on this account.
    public let account: AccountCode?
    /// At least one line about this client.
    public let client: ClientID?
    public let postedFrom: CalendarDate?
    /// Inclusive.
    public let postedTo: CalendarDate?
    public let documentReference: Text<1, 100>?

    public init(
        account: AccountCode? = nil, client: ClientID? = nil, postedFrom: CalendarDate? = nil,
        postedTo: CalendarDate? = nil, documentReference: Text<1, 100>? = nil
    ) {
        self.account = account
        self.client = client
        self.postedFrom = postedFrom
        self.postedTo = postedTo
        self.documentReference = documentReference
    }
}
