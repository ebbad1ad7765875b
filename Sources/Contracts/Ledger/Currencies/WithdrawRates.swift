// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// All are withdrawn, or none is. Entries that were posted with one of them keep their amounts, and the rate stays in
/// `ledger.listRates` with `withHistory`.
public struct WithdrawRates: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.withdrawRates"
    public static let summary = "Takes exchange rates that were set by mistake out of use."
    public static let access = Access.permission(.manageRates)
    public static let errors: [any DomainError.Type] = [BookNotFound.self, RateNotFound.self]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    /// One at most for each pair, type and day.
    public let rates: List<1, 1000, RateKey>

    public init(book: BookID, idempotencyKey: IdempotencyKey, rates: List<1, 1000, RateKey>) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.rates = rates
    }

    public struct Response: Codable, Sendable, Equatable {
        public let withdrawn: Count

        public init(withdrawn: Count) {
            self.withdrawn = withdrawn
        }
    }
}

/// Names a rate: the pair as it was set, its day and its type.
public struct RateKey: Codable, Sendable, Hashable {
    public let from: CurrencyCode
    /// The book's functional currency when it is left out.
    public let to: CurrencyCode?
    public let on: CalendarDate
    /// `spot` when it is left out.
    public let type: RateType?

    public init(from: CurrencyCode, to: CurrencyCode? = nil, on: CalendarDate, type: RateType? = nil) {
        self.from = from
        self.to = to
        self.on = on
        self.type = type
    }
}
