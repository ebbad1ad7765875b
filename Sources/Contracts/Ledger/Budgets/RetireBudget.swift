// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Postings are not checked against it any more; reports still have it.
public struct RetireBudget: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.retireBudget"
    public static let summary = "Retires a budget."
    public static let access = Access.permission(.manageBudgets)
    public static let errors: [any DomainError.Type] = [
        BookNotFound.self, BudgetNotFound.self, BudgetRetired.self, VersionConflict.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let budget: BudgetCode
    public let ifVersion: Version

    public init(book: BookID, idempotencyKey: IdempotencyKey, budget: BudgetCode, ifVersion: Version) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.budget = budget
        self.ifVersion = ifVersion
    }

    public struct Response: Codable, Sendable, Equatable {
        public let budget: Budget

        public init(budget: Budget) {
            self.budget = budget
        }
    }
}
