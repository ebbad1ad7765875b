// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public struct CreateAccount: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.createAccount"
    public static let summary = "Adds an account to a book's chart."
    public static let access = Access.permission(.manageAccounts)
    public static let errors: [any DomainError.Type] = [
        AccountCodeTaken.self, AccountNotFound.self, BookNotFound.self, ParentUnfit.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let code: AccountCode
    public let name: Text<1, 200>
    public let kind: AccountKind
    /// A heading of the same kind.
    public let parent: AccountCode?
    public let isHeading: Bool?
    public let currency: CurrencyCode?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, code: AccountCode, name: Text<1, 200>, kind: AccountKind,
        parent: AccountCode? = nil, isHeading: Bool? = nil, currency: CurrencyCode? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.code = code
        self.name = name
        self.kind = kind
        self.parent = parent
        self.isHeading = isHeading
        self.currency = currency
    }

    public struct Response: Codable, Sendable, Equatable {
        public let account: Account

        public init(account: Account) {
            self.account = account
        }
    }
}
