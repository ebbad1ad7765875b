// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// For a year that was made by mistake. A book without fiscal years takes postings on any day again.
public struct RemoveFiscalYear: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.removeFiscalYear"
    public static let summary = "Removes the first or the last fiscal year, while nothing depends on it."
    public static let access = Access.permission(.managePeriods)
    public static let errors: [any DomainError.Type] = [
        BookNotFound.self, FiscalYearInUse.self, FiscalYearNotFound.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let year: FiscalYearCode

    public init(book: BookID, idempotencyKey: IdempotencyKey, year: FiscalYearCode) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.year = year
    }

    public struct Response: Codable, Sendable, Equatable {
        /// The year as it was.
        public let year: FiscalYear

        public init(year: FiscalYear) {
            self.year = year
        }
    }
}
