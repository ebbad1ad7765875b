// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Lines of a budget as a feed tells them. A change of many lines is told in several parts, those that go first.
public struct BudgetLineChange: Codable, Sendable, Equatable {
    public let budget: BudgetCode
    /// Added, or in the place of those with the same account, months and dimension.
    public let set: [BudgetLine]
    /// Gone; their amounts say nothing.
    public let removed: [BudgetLine]

    public init(budget: BudgetCode, set: [BudgetLine], removed: [BudgetLine]) {
        self.budget = budget
        self.set = set
        self.removed = removed
    }
}
