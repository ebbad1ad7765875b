// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Each entry is posted or refused by itself, in order, and all that are posted become visible together. With `atomic`
/// all are posted, or none is: then those that were not refused for themselves are refused with the group.
/// Each entry has a key of its own, shared with `PostEntry`: repeating the call answers every first outcome.
public struct PostEntries: BulkCommand, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.postEntries"
    public static let summary = "Posts many journal entries in one batch and answers an outcome for each."
    public static let access = Access.permission(.postEntries)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID
    public let entries: List<1, 1000, NewEntry>
    /// Whether all are posted or none; false when it is left out.
    public let atomic: Bool?

    public init(book: BookID, entries: List<1, 1000, NewEntry>, atomic: Bool? = nil) {
        self.book = book
        self.entries = entries
        self.atomic = atomic
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
    /// The number of the document behind the entry, such as an invoice's.
    public let documentReference: Text<1, 100>?
    /// The part of the books that posts, `general` when it is left out; locks of periods can be for some parts only.
    public let module: EntryModule?
    /// The entry's number in the system that it comes from; a source's numbers are posted once.
    public let external: ExternalReference?
    /// Kept with the entry as it is.
    public let metadata: List<0, 50, MetadataItem>?
    /// Of the rates of `postedOn` by which functional amounts are found that lines leave out; `spot` when it is left
    /// out.
    public let rateType: RateType?
    public let lines: List<2, 500, EntryLine>

    public init(
        idempotencyKey: IdempotencyKey, postedOn: CalendarDate, description: Text<0, 500>? = nil,
        documentReference: Text<1, 100>? = nil, module: EntryModule? = nil, external: ExternalReference? = nil,
        metadata: List<0, 50, MetadataItem>? = nil, rateType: RateType? = nil, lines: List<2, 500, EntryLine>
    ) {
        self.idempotencyKey = idempotencyKey
        self.postedOn = postedOn
        self.description = description
        self.documentReference = documentReference
        self.module = module
        self.external = external
        self.metadata = metadata
        self.rateType = rateType
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
