// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What an import makes of a chart. Knows no database.
struct ChartPlan: Sendable {
    struct Outcome: Sendable, Equatable {
        var added: [AccountRecord] = []
        var changed: [AccountRecord] = []
    }

    private struct Change: Sendable {
        let line: Int
        /// Nil for an account that is added.
        let old: Account?
        let new: AccountRecord
        let place: AccountPlace
    }

    private let changes: [Change]

    /// - Parameters:
    ///   - chart: every account of the book.
    ///   - number: the book's last account number; accounts that are added get the next.
    init(
        _ table: ChartTable, over chart: [AccountRecord], numberedAfter number: Int32, declared: RequiredDimensions,
        at instant: Instant
    ) {
        var accounts = Dictionary(uniqueKeysWithValues: chart.map { ($0.account.code, $0) })
        var last = number
        var old: [AccountCode: Account] = [:]
        for row in table.rows {
            if let record = accounts[row.code] {
                old[row.code] = record.account
                accounts[row.code] = AccountRecord(
                    number: record.number, account: record.account.replaced(by: row, table.columns))
            } else {
                last += 1
                accounts[row.code] = AccountRecord(number: last, account: row.account(at: instant))
            }
        }
        let tree = ChartTree(accounts.values.map(\.account))
        let circular = Set(tree.circular)
        changes = table.rows.compactMap { row in
            guard let new = accounts[row.code], new.account != old[row.code] else { return nil }
            let children = tree.children(of: row.code).compactMap { accounts[$0]?.account.kind }
            return Change(
                line: row.line, old: old[row.code], new: new,
                place: AccountPlace(
                    parent: new.account.parent.flatMap { accounts[$0]?.account },
                    isAboveParent: circular.contains(row.code) && tree.ancestors(of: row.code).contains(row.code),
                    childKinds: Set(children), declared: declared))
        }
    }

    /// The accounts whose lines and holds decide about their change.
    var dependingOnUsage: [Int32] {
        changes.compactMap { change in
            guard let old = change.old, AccountRules.dependsOnUsage(change.new.account, replacing: old) else {
                return nil
            }
            return change.new.number
        }
    }

    /// Throws `ChartRefused` with what each line's account may not be.
    func outcome(used usage: [Int32: AccountUsage]) throws -> Outcome {
        var outcome = Outcome()
        var problems = ChartProblems()
        for change in changes {
            do {
                try AccountRules.requireSound(change.new.account)
                try AccountRules.requireFit(change.new.account, in: change.place)
                if let old = change.old {
                    try AccountRules.requireAllowed(
                        change.new.account, replacing: old, used: usage[change.new.number] ?? .none)
                    outcome.changed.append(change.new)
                } else {
                    outcome.added.append(change.new)
                }
            } catch let error as any DomainError {
                problems.add(line: change.line, [error.message])
            }
        }
        try problems.requireNone()
        return outcome
    }
}

extension ChartTable.Row {
    fileprivate func account(at instant: Instant) -> Account {
        Account(
            id: .new(at: instant), code: code, name: name, kind: kind, parent: parent, isHeading: isHeading,
            isClosed: isClosed, currency: currency, floor: floor, requiredDimensions: required.dimensions,
            opensOn: opensOn, closesOn: closesOn, version: Version(unchecked: 1))
    }
}

extension Account {
    /// What the row says, as far as its text has columns for it.
    fileprivate func replaced(by row: ChartTable.Row, _ columns: Set<ChartCSV.Column>) -> Account {
        func value<Value>(_ column: ChartCSV.Column, _ fresh: Value, _ present: Value) -> Value {
            columns.contains(column) ? fresh : present
        }
        return replaced(
            by: Account(
                id: id, code: code, name: row.name, kind: row.kind, parent: value(.parent, row.parent, parent),
                isHeading: value(.heading, row.isHeading, isHeading), isClosed: value(.closed, row.isClosed, isClosed),
                currency: value(.currency, row.currency, currency), floor: value(.floor, row.floor, floor),
                requiredDimensions: value(.requiredDimensions, row.required.dimensions, requiredDimensions),
                opensOn: value(.opensOn, row.opensOn, opensOn), closesOn: value(.closesOn, row.closesOn, closesOn),
                version: version))
    }
}
