// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Compares a book's calendar, the dimensions that it uses and its budgets with what the feed told last of them.
struct SettingsProof {
    /// Rows that are read at once.
    private static let limit: Int64 = 2000

    let book: BookRecord
    let told: ToldSettings
    let accounts: [AccountCode: AccountID]
    let tx: Transaction

    func check(_ tally: inout DifferenceTally) async throws {
        try await checkCalendar(&tally)
        try await checkDimensions(&tally)
        try await checkBudgets(&tally)
    }

    private func checkCalendar(_ tally: inout DifferenceTally) async throws {
        var years = told.years
        let storedYears = try await FiscalYearStore.years(of: book.number, in: tx).map { record in
            let account = record.year.close.flatMap { accounts[$0.retainedEarnings] }
            return (key: record.year.code, record: ProvenYear(year: record.year, retained: account))
        }
        RecordComparison.years.compare(storedYears, with: &years, &tally, place: { (nil, $0.year.startsOn) })
        RecordComparison.years.reportGone(years.values, &tally)
        var periods = told.periods
        let storedPeriods = try await PeriodStore.periods(
            PeriodSelection(withCloses: false), of: book.number, in: tx
        ).map { (key: $0.period.code, record: $0.period) }
        RecordComparison.periods.compare(storedPeriods, with: &periods, &tally, place: { (nil, $0.startsOn) })
        RecordComparison.periods.reportGone(periods.values, &tally)
    }

    private func checkDimensions(_ tally: inout DifferenceTally) async throws {
        var rest = told.dimensions
        let stored = try await DimensionStore.declared(of: book.number, in: tx)
        RecordComparison.dimensions.compare(stored.map { (key: $0.dimension, record: $0) }, with: &rest, &tally)
        RecordComparison.dimensions.reportGone(rest.values, &tally)
    }

    private func checkBudgets(_ tally: inout DifferenceTally) async throws {
        var rest = told.budgets
        var after: BudgetCode?
        while true {
            let page = try await BudgetStore.budgets(
                of: book.number, state: nil, after: after, limit: SettingsProof.limit, in: tx)
            RecordComparison.budgets.compare(
                page.map { (key: $0.budget.code, record: $0.budget) }, with: &rest, &tally)
            for budget in page { try await checkLines(of: budget, &tally) }
            guard page.count == SettingsProof.limit, let last = page.last else { break }
            after = last.budget.code
        }
        RecordComparison.budgets.reportGone(rest.values, &tally)
    }

    private func checkLines(of record: BudgetRecord, _ tally: inout DifferenceTally) async throws {
        var rest = told.budgetLines[record.budget.code] ?? [:]
        let comparison = RecordComparison.lines(of: record.budget.code)
        var codes: [AccountID: AccountCode] = [:]
        var place: BudgetLinePlace?
        while true {
            let page = try await BudgetReportStore.lines(
                of: record.number, in: book.number, nil, after: place, limit: SettingsProof.limit, tx)
            let lines = try page.map { stored in
                let account = accounts[stored.code]
                if let account { codes[account] = stored.code }
                let line = try stored.line(in: book.book.functionalCurrency)
                let proven = ProvenBudgetLine(line, account)
                return (key: proven.key, record: proven)
            }
            comparison.compare(lines, with: &rest, &tally) { line in
                (line.key.account.flatMap { codes[$0] }, line.key.from.firstDay)
            }
            guard page.count == SettingsProof.limit, let last = page.last else { break }
            place = BudgetLinePlace(last)
        }
        comparison.reportGone(rest.values, &tally)
    }
}
