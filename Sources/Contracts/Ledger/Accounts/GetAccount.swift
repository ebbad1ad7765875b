// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public struct GetAccount: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.getAccount"
    public static let summary = "Answers one account of a book's chart."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [AccountNotFound.self, BookNotFound.self]

    public let book: BookID
    public let code: AccountCode

    public init(book: BookID, code: AccountCode) {
        self.book = book
        self.code = code
    }

    public struct Response: Codable, Sendable, Equatable {
        public let account: Account

        public init(account: Account) {
            self.account = account
        }
    }
}
