// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Each entry is posted or refused by itself, in order, and all that are posted become visible together.
/// Each entry has a key of its own, shared with `PostEntry`: repeating the call answers every first outcome.
public struct PostEntries: BulkCommand, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.postEntries"
    public static let summary = "Posts many journal entries in one batch and answers an outcome for each."
    public static let access = Access.permission(.postEntries)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID
    public let entries: List<1, 1000, NewEntry>

    public init(book: BookID, entries: List<1, 1000, NewEntry>) {
        self.book = book
        self.entries = entries
    }

    public struct Response: Codable, Sendable, Equatable {
        /// One for each entry of the call, in its order.
        public let outcomes: [PostingOutcome]

        public init(outcomes: [PostingOutcome]) {
            self.outcomes = outcomes
        }
    }
}

/// An entry to post: the params of `PostEntry` without the book.
public struct NewEntry: Codable, Sendable, Equatable {
    public let idempotencyKey: IdempotencyKey
    public let postedOn: CalendarDate
    public let description: Text<0, 500>?
    public let documentReference: Text<1, 100>?
    public let lines: List<2, 500, EntryLine>

    public init(
        idempotencyKey: IdempotencyKey, postedOn: CalendarDate, description: Text<0, 500>? = nil,
        documentReference: Text<1, 100>? = nil, lines: List<2, 500, EntryLine>
    ) {
        self.idempotencyKey = idempotencyKey
        self.postedOn = postedOn
        self.description = description
        self.documentReference = documentReference
        self.lines = lines
    }
}

/// What became of one entry of a batch: exactly one of `posted` and `refused` is there.
public struct PostingOutcome: Codable, Sendable, Equatable {
    public let posted: PostEntry.Response?
    public let refused: Refusal?
    /// Whether an earlier call with the same key had this outcome, so that this one did nothing.
    public let isRepeated: Bool

    public init(posted: PostEntry.Response?, refused: Refusal?, isRepeated: Bool) {
        self.posted = posted
        self.refused = refused
        self.isRepeated = isRepeated
    }
}
