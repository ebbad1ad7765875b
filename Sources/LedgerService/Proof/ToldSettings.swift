// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// What a feed told last of a book's calendar, dimensions and budgets: never more than the book has.
struct ToldSettings {
    typealias Told = ToldRecords.Told

    private(set) var years: [FiscalYearCode: Told<ProvenYear>] = [:]
    /// With the locks of their own only.
    private(set) var periods: [PeriodCode: Told<FiscalPeriod>] = [:]
    /// Clients belong to every book, and are told with it as its first fact.
    private(set) var dimensions: [Dimension: Told<DeclaredDimension>] = [
        .client: Told(position: 1, record: DeclaredDimension(dimension: .client, isClosedList: false))
    ]
    private(set) var budgets: [BudgetCode: Told<Budget>] = [:]
    private(set) var budgetLines: [BudgetCode: [ProvenBudgetLine.Key: Told<ProvenBudgetLine>]] = [:]

    /// `owners` says whose the codes of accounts are when the fact is told. Facts of other kinds are passed over.
    mutating func take(_ fact: ChainFact, _ owners: [AccountCode: AccountID]) throws {
        let position = fact.position
        switch fact.kind {
        case UInt8(ascii: "y"):
            let year = try StoredRecord.decode(FiscalYear.self, fact.record)
            let proven = ProvenYear(year: year, retained: year.close.flatMap { owners[$0.retainedEarnings] })
            years[year.code] = Told(position: position, record: proven)
        case UInt8(ascii: "z"):
            let code = try StoredRecord.decode(FiscalYear.self, fact.record).code
            years[code] = nil
            periods = periods.filter { $0.value.record.year != code }
        case UInt8(ascii: "p"):
            let period = try StoredRecord.decode(FiscalPeriod.self, fact.record)
            let close = years[period.year]?.record.year.close
            periods[period.code] = Told(position: position, record: period.without(close))
        case UInt8(ascii: "d"):
            let dimension = try StoredRecord.decode(DeclaredDimension.self, fact.record)
            dimensions[dimension.dimension] = Told(position: position, record: dimension)
        case UInt8(ascii: "g"):
            let budget = try StoredRecord.decode(Budget.self, fact.record)
            budgets[budget.code] = Told(position: position, record: budget)
        case UInt8(ascii: "l"):
            take(try StoredRecord.decode(BudgetLineChange.self, fact.record), position, owners)
        default: break
        }
    }

    private mutating func take(
        _ change: BudgetLineChange, _ position: Int64, _ owners: [AccountCode: AccountID]
    ) {
        for line in change.removed {
            budgetLines[change.budget]?[ProvenBudgetLine(line, owners[line.account]).key] = nil
        }
        for line in change.set {
            let proven = ProvenBudgetLine(line, owners[line.account])
            budgetLines[change.budget, default: [:]][proven.key] = Told(position: position, record: proven)
        }
    }
}

/// A year, and the account that its close carried to by what stays when the account is renumbered.
struct ProvenYear: Sendable {
    let year: FiscalYear
    let retained: AccountID?
}

/// What tells a value of a dimension from all others of a book.
struct DimensionValueKey: Hashable, Sendable {
    let dimension: Dimension
    let code: DimensionCode

    init(_ value: DimensionValue) {
        dimension = value.dimension
        code = value.code
    }
}

/// A line of a budget, and its account by what stays when the account is renumbered.
struct ProvenBudgetLine: Sendable {
    struct Key: Hashable, Sendable {
        let account: AccountID?
        let from: CalendarMonth
        let to: CalendarMonth
        let value: SymbolKey?
    }

    let key: Key
    let amount: Money
    let check: BudgetCheck?

    init(_ line: BudgetLine, _ account: AccountID?) {
        key = Key(account: account, from: line.from, to: line.lastMonth, value: line.value)
        amount = line.amount
        check = line.check
    }
}

extension FiscalPeriod {
    /// The close of its year locks a period for good as long as it stands, and is told with the year.
    fileprivate func without(_ close: YearClose?) -> FiscalPeriod {
        guard let close else { return self }
        let own = locks.filter {
            $0.level != .hard || $0.lockedAt != close.closedAt || $0.lockedBy != close.closedBy
        }
        return FiscalPeriod(code: code, year: year, startsOn: startsOn, endsOn: endsOn, state: state, locks: own)
    }
}
