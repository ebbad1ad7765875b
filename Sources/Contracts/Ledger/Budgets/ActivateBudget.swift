// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// From the answer on, every posting to the book is checked against the budget as `check` says. Several budgets may be
/// active at a time: an entry must then be within each.
public struct ActivateBudget: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.activateBudget"
    public static let summary =
        "Activates a budget, in place of another one on request, and says how postings are checked."
    public static let access = Access.permission(.manageBudgets)
    public static let errors: [any DomainError.Type] = [
        BookNotFound.self, BudgetNotFound.self, BudgetRetired.self, VersionConflict.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let budget: BudgetCode
    public let ifVersion: Version
    public let check: BudgetCheck
    /// The budget that it replaces, which is retired at the same moment.
    public let replaces: BudgetCode?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, budget: BudgetCode, ifVersion: Version, check: BudgetCheck,
        replaces: BudgetCode? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.budget = budget
        self.ifVersion = ifVersion
        self.check = check
        self.replaces = replaces
    }

    public struct Response: Codable, Sendable, Equatable {
        public let budget: Budget

        public init(budget: Budget) {
            self.budget = budget
        }
    }
}
