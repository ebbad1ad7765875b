// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A draft, without lines or with those of another budget. Versions of a budget are budgets of the same months under
/// codes of their own: copy one, change it, and let it replace the first by `ledger.activateBudget`.
public struct CreateBudget: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.createBudget"
    public static let summary = "Creates a draft of a budget, empty or as a copy of another one."
    public static let access = Access.permission(.manageBudgets)
    public static let errors: [any DomainError.Type] = [
        BookNotFound.self, BudgetCodeTaken.self, BudgetNotFound.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let code: BudgetCode
    public let name: Text<1, 200>
    public let from: CalendarMonth
    /// Inclusive.
    public let to: CalendarMonth
    /// Takes over the lines of this budget that lie within the months.
    public let copyOf: BudgetCode?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, code: BudgetCode, name: Text<1, 200>, from: CalendarMonth,
        to: CalendarMonth, copyOf: BudgetCode? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.code = code
        self.name = name
        self.from = from
        self.to = to
        self.copyOf = copyOf
    }

    public struct Response: Codable, Sendable, Equatable {
        public let budget: Budget

        public init(budget: Budget) {
            self.budget = budget
        }
    }
}
