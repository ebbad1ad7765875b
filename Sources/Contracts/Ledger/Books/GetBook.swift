// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public struct GetBook: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.getBook"
    public static let summary = "Answers one book."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self]

    public let book: BookID

    public init(book: BookID) {
        self.book = book
    }

    public struct Response: Codable, Sendable, Equatable {
        public let book: Book

        public init(book: Book) {
            self.book = book
        }
    }
}
