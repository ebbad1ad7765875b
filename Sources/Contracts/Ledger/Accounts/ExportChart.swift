// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of codes, with all columns of `ledger.importChart`: imported into an empty book, the text makes the
/// same chart, and exported from there it is the same text.
public struct ExportChart: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.exportChart"
    public static let summary = "Answers a book's chart as comma-separated values."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID

    public init(book: BookID) {
        self.book = book
    }

    public struct Response: Codable, Sendable, Equatable {
        public let csv: CSVText<4_000_000>

        public init(csv: CSVText<4_000_000>) {
            self.csv = csv
        }
    }
}
