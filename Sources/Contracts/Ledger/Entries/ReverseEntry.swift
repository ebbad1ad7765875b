// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public struct ReverseEntry: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.reverseEntry"
    public static let summary = "Posts the opposite of an entry, once."
    public static let access = Access.permission(.postEntries)
    public static let errors: [any DomainError.Type] =
        [BookNotFound.self, EntryClosesYear.self, EntryNotFound.self, EntryReversed.self] + EntryErrors.posting

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let entry: EntryID
    /// The reversal's accounting date; that of the entry when it is left out.
    public let postedOn: CalendarDate?
    public let description: Text<0, 500>?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, entry: EntryID, postedOn: CalendarDate? = nil,
        description: Text<0, 500>? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.entry = entry
        self.postedOn = postedOn
        self.description = description
    }

    public typealias Response = PostEntry.Response
}
