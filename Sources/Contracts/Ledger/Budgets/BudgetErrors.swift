// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The book has no budget of this code.
public struct BudgetNotFound: DomainError {
    public static let code = 3120
    public static let reason = "ledger.budget_not_found"
    public let budget: BudgetCode

    public init(budget: BudgetCode) {
        self.budget = budget
    }

    public var message: String { "The book has no budget \(budget)." }
}

/// Another budget of the book has the code.
public struct BudgetCodeTaken: DomainError {
    public static let code = 3121
    public static let reason = "ledger.budget_code_taken"
    public init() {}
    public var message: String { "Another budget of the book has this code." }
}

/// The entry would take an account beyond its budget.
public struct BudgetExceeded: DomainError {
    public static let code = 3122
    public static let reason = "ledger.budget_exceeded"
    public let budget: BudgetCode
    /// The budgeted account: that of a line of the entry, or a heading above it.
    public let account: AccountCode
    public let from: CalendarMonth
    /// Inclusive.
    public let to: CalendarMonth
    /// When the budget is for one value of a dimension.
    public let dimension: Dimension?
    public let value: Text<1, 64>?
    /// By how much the account would be beyond its budget, the entry included.
    public let over: Money

    public init(
        budget: BudgetCode, account: AccountCode, from: CalendarMonth, to: CalendarMonth, dimension: Dimension? = nil,
        value: Text<1, 64>? = nil, over: Money
    ) {
        self.budget = budget
        self.account = account
        self.from = from
        self.to = to
        self.dimension = dimension
        self.value = value
        self.over = over
    }

    public var message: String {
        let months = from == to ? "\(from)" : "\(from) to \(to)"
        let part = dimension.flatMap { dimension in value.map { " with \(dimension.rawValue) \($0)" } } ?? ""
        return "Account \(account)\(part) would be \(over) over budget \(budget) in \(months)."
    }
}

/// A retired budget changes no more.
public struct BudgetRetired: DomainError {
    public static let code = 3123
    public static let reason = "ledger.budget_retired"
    public init() {}
    public var message: String { "The budget is retired." }
}

/// A budget has only so many lines.
public struct BudgetTooLarge: DomainError {
    public static let code = 3124
    public static let reason = "ledger.budget_too_large"
    public let limit: Count

    public init(limit: Count) {
        self.limit = limit
    }

    public var message: String { "A budget has at most \(limit) lines." }
}

/// A line's months are not within the budget's.
public struct BudgetLineOutside: DomainError {
    public static let code = 3125
    public static let reason = "ledger.budget_line_outside"
    public let account: AccountCode
    public let from: CalendarMonth
    public let to: CalendarMonth

    public init(account: AccountCode, from: CalendarMonth, to: CalendarMonth) {
        self.account = account
        self.from = from
        self.to = to
    }

    public var message: String { "The line of account \(account) from \(from) to \(to) is outside of its budget." }
}
