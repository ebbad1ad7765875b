// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Derives everything anew from the lines and answers what differs. Each page is of one instant, however much is
/// posted meanwhile, and ends long before its deadline; follow `next` to the end.
///
/// The journal comes first, link by link of the hash chain; then the sums, account by account; then the records.
public struct VerifyBook: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.verifyBook"
    public static let summary = "Re-derives a book from its lines and answers each difference."
    public static let access = Access.permission(.verifyBooks)
    public static let errors: [any DomainError.Type] = [BookNotFound.self, ChainLinkNotFound.self]

    public let book: BookID
    /// Everything when it is left out.
    public let scope: VerifyScope?
    /// Begins behind this link, which must have this hash still; from the first link when it is left out.
    public let after: ChainLink?
    public let cursor: PageCursor?

    public init(book: BookID, scope: VerifyScope? = nil, after: ChainLink? = nil, cursor: PageCursor? = nil) {
        self.book = book
        self.scope = scope
        self.after = after
        self.cursor = cursor
    }

    public struct Response: Codable, Sendable, Equatable {
        /// The first of each kind that this page has found.
        public let differences: [BookDifference]
        /// How many there are of each kind in this page, named or not.
        public let counts: [DifferenceCount]
        /// What this page has read.
        public let checked: CheckedRows
        /// The last link of the chain that was checked so far. Kept elsewhere, it proves later that nothing before it
        /// was touched.
        public let through: ChainLink
        /// Left out when all is done.
        public let next: PageCursor?

        public init(
            differences: [BookDifference], counts: [DifferenceCount], checked: CheckedRows, through: ChainLink,
            next: PageCursor?
        ) {
            self.differences = differences
            self.counts = counts
            self.checked = checked
            self.through = through
            self.next = next
        }
    }
}

/// How much is verified.
public enum VerifyScope: String, TextEnumeration {
    /// The journal with its chain, the sums and the records.
    case full
    /// The journal with its chain only.
    case journal
}

/// How many rows were read and compared.
public struct CheckedRows: Codable, Sendable, Equatable {
    public let links: Count
    public let entries: Count
    /// Lines of those entries.
    public let lines: Count
    /// Facts of the feed that are not entries.
    public let facts: Count
    /// Accounts whose sums were derived.
    public let accounts: Count

    public init(links: Count, entries: Count, lines: Count, facts: Count, accounts: Count) {
        self.links = links
        self.entries = entries
        self.lines = lines
        self.facts = facts
        self.accounts = accounts
    }
}
