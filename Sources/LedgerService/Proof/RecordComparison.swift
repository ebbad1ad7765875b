// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Compares records with what the feed told of them, and names the first member that differs.
struct RecordComparison<Record: Sendable> {
    let kind: DifferenceKind
    /// What the record is called.
    let name: (Record) -> String
    /// What is compared, for people.
    let members: (Record) -> [(name: String, value: String?)]

    func compare<Key: Hashable>(
        _ stored: [(key: Key, record: Record)], with told: inout [Key: ToldRecords.Told<Record>],
        _ tally: inout DifferenceTally,
        place: (Record) -> (account: AccountCode?, day: CalendarDate?) = { _ in (nil, nil) }
    ) {
        for (key, record) in stored {
            let (account, day) = place(record)
            guard let last = told.removeValue(forKey: key) else {
                tally.add(
                    BookDifference(kind, account: account, day: day, field: name(record), expected: "not there"))
                continue
            }
            guard let (old, new) = zip(members(last.record), members(record)).first(where: { $0.value != $1.value })
            else { continue }
            tally.add(
                BookDifference(
                    kind, account: account, day: day, position: last.position, field: "\(old.name) of \(name(record))",
                    expected: old.value ?? "none", found: new.value ?? "none"))
        }
    }

    /// What was told and is not stored.
    func reportGone(_ told: some Sequence<ToldRecords.Told<Record>>, _ tally: inout DifferenceTally) {
        for gone in told.sorted(by: { $0.position < $1.position }) {
            tally.add(
                BookDifference(kind, position: gone.position, field: name(gone.record), found: "not there"))
        }
    }
}

extension RecordComparison<ProvenYear> {
    static var years: Self {
        Self(kind: .fiscalYear, name: { "fiscal year \($0.year.code)" }) { proven in
            let year = proven.year
            return [
                ("name", year.name?.text), ("start", "\(year.startsOn)"), ("end", "\(year.endsOn)"),
                ("pattern", year.pattern.rawValue), ("periods", "\(year.periodCount)"),
                ("close", year.close.map { "\($0.closedAt.text) by \($0.closedBy)" }),
                ("profit", year.close.map { "\($0.profit)" }), ("retained earnings", proven.retained.map { "\($0)" }),
                ("first entry", year.close?.firstEntry.map { "\($0)" }),
                ("last entry", year.close?.lastEntry.map { "\($0)" }),
            ]
        }
    }
}

extension RecordComparison<FiscalPeriod> {
    static var periods: Self {
        Self(kind: .period, name: { "period \($0.code)" }) { period in
            func lock(_ module: EntryModule?) -> String? {
                period.locks.first { $0.module == module }.map { lock in
                    "\(lock.lockedAt.text) by \(lock.lockedBy)" + lock.exceptions.map { ", not \($0.name)" }.joined()
                }
            }
            return [
                ("year", period.year.text), ("start", "\(period.startsOn)"), ("end", "\(period.endsOn)"),
                ("lock", lock(nil)),
            ] + EntryModule.allCases.map { ("lock for \($0.rawValue)", lock($0)) }
        }
    }
}

extension RecordComparison<DeclaredDimension> {
    static var dimensions: Self {
        Self(kind: .dimension, name: { "dimension \($0.dimension.rawValue)" }) {
            [("closed list", "\($0.isClosedList)")]
        }
    }
}

extension RecordComparison<DimensionValue> {
    static var values: Self {
        Self(kind: .dimensionValue, name: { "\($0.dimension.rawValue) \($0.code)" }) {
            [("name", $0.name?.text), ("closed", "\($0.isClosed)")]
        }
    }
}

extension RecordComparison<Budget> {
    static var budgets: Self {
        Self(kind: .budget, name: { "budget \($0.code)" }) { budget in
            [
                ("name", budget.name.text), ("first month", "\(budget.from)"), ("last month", "\(budget.to)"),
                ("state", budget.state.rawValue), ("check", budget.check.rawValue), ("lines", "\(budget.lines)"),
                ("time", budget.createdAt.text), ("version", "\(budget.version)"),
            ]
        }
    }
}

extension RecordComparison<ProvenBudgetLine> {
    static func lines(of budget: BudgetCode) -> Self {
        Self(
            kind: .budget,
            name: { line in
                let months = line.key.from == line.key.to ? "\(line.key.from)" : "\(line.key.from)...\(line.key.to)"
                return "line of budget \(budget) for \(months)"
                    + (line.key.value.map { ", \($0.kind.rawValue) \($0.code)" } ?? "")
            }
        ) { [("amount", "\($0.amount)"), ("check", $0.check?.rawValue)] }
    }
}

extension LockException {
    fileprivate var name: String {
        let who = user.map { "user \($0)" } ?? serviceAccount.map { "service account \($0)" } ?? "nobody"
        return expiresAt.map { "\(who) until \($0.text)" } ?? who
    }
}
