// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What is left out stays as it is. Lines keep their account whatever its name.
public struct UpdateAccount: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.updateAccount"
    public static let summary = "Renames an account, or closes or reopens it."
    public static let access = Access.permission(.manageAccounts)
    public static let errors: [any DomainError.Type] = [
        AccountNotFound.self, BookNotFound.self, VersionConflict.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let code: AccountCode
    public let ifVersion: Version
    public let name: Text<1, 200>?
    public let isClosed: Bool?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, code: AccountCode, ifVersion: Version,
        name: Text<1, 200>? = nil, isClosed: Bool? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.code = code
        self.ifVersion = ifVersion
        self.name = name
        self.isClosed = isClosed
    }

    public struct Response: Codable, Sendable, Equatable {
        public let account: Account

        public init(account: Account) {
            self.account = account
        }
    }
}
