// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Every line is written, or none is. Entry numbers of a book have no gaps.
/// A repeated `idempotencyKey` returns the first outcome.
public struct PostEntry: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.postEntry"
    public static let summary = "Posts a balanced journal entry."
    public static let access = Access.permission(.postEntries)
    public static let errors: [any DomainError.Type] =
        [
            BookNotFound.self
        ] + EntryErrors.posting

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    /// Accounting date in the book's own time zone. Decides the period.
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
    /// Debits equal credits in each currency, and in the functional currency.
    public let lines: List<2, 500, EntryLine>

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, postedOn: CalendarDate, description: Text<0, 500>? = nil,
        documentReference: Text<1, 100>? = nil, module: EntryModule? = nil, external: ExternalReference? = nil,
        metadata: List<0, 50, MetadataItem>? = nil, rateType: RateType? = nil, lines: List<2, 500, EntryLine>
    ) {
        self.book = book
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

    public struct Response: Codable, Sendable, Equatable {
        public let entry: EntryID
        public let number: EntryNumber
        /// What was noticed, such as a budget that the entry goes beyond; absent when there is nothing, and when the
        /// call repeats an earlier one.
        public let warnings: [PostingWarning]?

        public init(entry: EntryID, number: EntryNumber, warnings: [PostingWarning]? = nil) {
            self.entry = entry
            self.number = number
            self.warnings = warnings
        }
    }
}
