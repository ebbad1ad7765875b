// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// All rates are set, or none is. A rate that is there already with the same value, source and last day is left alone;
/// another value is a correction: a new revision, while the old one stays in `ledger.listRates` with `withHistory`.
public struct SetRates: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.setRates"
    public static let summary = "Sets exchange rates of a book by date and type; a correction keeps the old rate."
    public static let access = Access.permission(.manageRates)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    /// One at most for each pair, type and day.
    public let rates: List<1, 1000, NewRate>

    public init(book: BookID, idempotencyKey: IdempotencyKey, rates: List<1, 1000, NewRate>) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.rates = rates
    }

    public struct Response: Codable, Sendable, Equatable {
        /// Days that had no rate.
        public let added: Count
        /// Rates that were there with the same value, source and last day.
        public let unchanged: Count
        /// The revisions that took the place of others, in the order of the call.
        public let corrected: [Rate]

        public init(added: Count, unchanged: Count, corrected: [Rate]) {
            self.added = added
            self.unchanged = unchanged
            self.corrected = corrected
        }
    }
}
