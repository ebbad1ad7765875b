// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A budget with the small number that keys its lines.
struct BudgetRecord: Sendable, RowDecodable {
    let number: Int32
    var budget: Budget

    init(number: Int32, budget: Budget) {
        self.number = number
        self.budget = budget
    }

    /// In the order of `BudgetStore.columns`.
    init(row: inout Row) throws {
        number = try row.next()
        budget = Budget(
            code: try row.next(), name: try row.next(), from: CalendarMonth(of: try row.next()),
            to: CalendarMonth(of: try row.next()), state: try BudgetState(mark: row.next()),
            check: try BudgetCheck(mark: row.next()), lines: try row.next(), createdAt: try row.next(),
            version: try row.next())
    }

    /// The budget after a change, one version later.
    mutating func change(state: BudgetState? = nil, check: BudgetCheck? = nil, lines: Int64? = nil) {
        budget = Budget(
            code: budget.code, name: budget.name, from: budget.from, to: budget.to, state: state ?? budget.state,
            check: check ?? budget.check, lines: lines.map { Count(unchecked: $0) } ?? budget.lines,
            createdAt: budget.createdAt, version: Version(unchecked: budget.version.rawValue + 1))
    }
}

extension BudgetState: StoredMark {
    var mark: String {
        switch self {
        case .draft: "d"
        case .active: "a"
        case .retired: "r"
        }
    }
}

extension BudgetCheck: StoredMark {
    var mark: String {
        switch self {
        case .none: "n"
        case .warn: "w"
        case .refuse: "r"
        }
    }
}

extension BudgetLine {
    var lastMonth: CalendarMonth { to ?? from }

    /// The value of a dimension that the line is for.
    var value: SymbolKey? { values.first }

    /// All that are given, of which a fit line has one at most.
    var values: [SymbolKey] { SymbolKey.about(client, costCentre, project, product) }
}

/// What tells a line from the others of its budget.
struct BudgetLineKey: Hashable, Sendable {
    let account: AccountCode
    let from: CalendarMonth
    let to: CalendarMonth
    let value: SymbolKey?

    init(_ line: BudgetLine) {
        account = line.account
        from = line.from
        to = line.lastMonth
        value = line.value
    }
}
