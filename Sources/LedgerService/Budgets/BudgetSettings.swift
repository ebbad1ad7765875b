// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What postings to a book are checked against of its budgets: the lines of active budgets that warn or refuse.
struct BudgetSettings: Sendable {
    /// In the order in which errors are answered: by budget, account and month.
    let lines: [CheckedBudgetLine]
    /// The values that some budget names, active or not: what is turned over with them is summed.
    let tracked: Set<SymbolKey>
    /// For each account the budgeted ones that it counts in: itself and the headings above it.
    private var above: [Int32: [Int32]] = [:]
    /// For each budgeted account itself and the accounts below it.
    private var below: [Int32: [Int32]] = [:]
    /// By their place in `lines`.
    private let places: [Target: [Int]]

    /// What a line is for, besides its months.
    private struct Target: Hashable {
        let account: Int32
        let value: SymbolKey?
    }

    /// Nothing is checked, and nothing is summed.
    init() {
        self.init(lines: [], tracked: [], accounts: [], parents: [:])
    }

    init(
        lines: [CheckedBudgetLine], tracked: Set<SymbolKey>, accounts: some Sequence<Int32>, parents: [Int32: Int32]
    ) {
        self.lines = lines
        self.tracked = tracked
        places = Dictionary(
            grouping: lines.indices, by: { Target(account: lines[$0].account, value: lines[$0].value) })
        if lines.isEmpty { return }
        let budgeted = Set(lines.map(\.account))
        for account in accounts {
            let path = AccountPath.from(account, parents).filter { budgeted.contains($0) }
            if path.isEmpty { continue }
            above[account] = path
            for heading in path { below[heading, default: []].append(account) }
        }
    }

    var isEmpty: Bool { lines.isEmpty }

    /// The account of a line, and those below it.
    func accounts(of place: Int) -> [Int32] { below[lines[place].account, default: []] }

    /// All lines that the account can count in, whatever their months.
    func places(of account: Int32, about dimensions: [SymbolKey]) -> [Int] {
        var found: [Int] = []
        for heading in above[account, default: []] {
            found += places[Target(account: heading, value: nil), default: []]
            for value in dimensions { found += places[Target(account: heading, value: value), default: []] }
        }
        return found
    }

    /// The lines in which an entry's line of the account counts.
    func places(of account: Int32, in month: CalendarDate, about dimensions: [SymbolKey]) -> [Int] {
        places(of: account, about: dimensions).filter { lines[$0].firstMonth <= month && month <= lines[$0].lastMonth }
    }
}

/// The way from an account to the root of its tree.
enum AccountPath {
    /// Deeper trees are a loop that should not be there.
    private static let depthLimit = 64

    static func from(_ account: Int32, _ parents: [Int32: Int32]) -> [Int32] {
        var path = [account]
        while path.count < depthLimit, let parent = parents[path[path.count - 1]] { path.append(parent) }
        return path
    }
}

/// A budget's line that postings are checked against.
struct CheckedBudgetLine: Sendable, Equatable {
    let budget: BudgetCode
    let account: Int32
    let accountCode: AccountCode
    let normalSide: EntrySide
    /// The first days of the months.
    let firstMonth: CalendarDate
    let lastMonth: CalendarDate
    let value: SymbolKey?
    /// On the account's normal side.
    let minorUnits: Int64
    let isRefusing: Bool
}

/// What is turned over with a value of a dimension, by account and month.
struct BudgetTurnoverKey: Hashable, Sendable {
    let value: SymbolKey
    let account: Int32
    let month: CalendarDate
}
