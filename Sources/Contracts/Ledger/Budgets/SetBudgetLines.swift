// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A line takes the place of the one with the same account, months and dimension; others stay. All are set, or none.
/// The lines of an active budget can be changed too: postings are checked against them from then on.
public struct SetBudgetLines: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.setBudgetLines"
    public static let summary = "Adds, changes and removes lines of a budget."
    public static let access = Access.permission(.manageBudgets)
    public static let errors: [any DomainError.Type] = [
        AccountNotFound.self, BookNotFound.self, BudgetLineOutside.self, BudgetNotFound.self, BudgetRetired.self,
        BudgetTooLarge.self, VersionConflict.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let budget: BudgetCode
    /// Refuses the call when the budget has changed since; without it, who comes last is right.
    public let ifVersion: Version?
    public let lines: List<0, 1000, BudgetLine>?
    /// Lines that go; their amounts do not matter.
    public let remove: List<0, 1000, BudgetLine>?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, budget: BudgetCode, ifVersion: Version? = nil,
        lines: List<0, 1000, BudgetLine>? = nil, remove: List<0, 1000, BudgetLine>? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.budget = budget
        self.ifVersion = ifVersion
        self.lines = lines
        self.remove = remove
    }

    public struct Response: Codable, Sendable, Equatable {
        public let budget: Budget

        public init(budget: Budget) {
            self.budget = budget
        }
    }
}
