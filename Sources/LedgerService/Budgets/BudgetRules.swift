// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Whether an entry stays within its book's budgets: pure functions of the budgets, of what was turned over, and of the
/// entry.
enum BudgetRules {
    /// The budget lines that a draft counts in, found before its lines are resolved.
    static func places(of draft: EntryDraft, in settings: BookSettings) -> [Int] {
        if settings.budgets.isEmpty || draft.kind == .closing { return [] }
        let month = draft.postedOn.firstOfMonth
        return draft.lines.flatMap { line -> [Int] in
            guard let account = settings.accounts[line.account] else { return [] }
            let values = SymbolKey.about(line.client, line.costCentre, line.project, line.product)
            return settings.budgets.places(of: account.id, in: month, about: values)
        }
    }

    /// The budget lines that the opposite of an entry's line may count in, whatever its day.
    static func places(of line: DraftLine, in settings: BookSettings) -> [Int] {
        guard !settings.budgets.isEmpty, let account = settings.accounts[line.account] else { return [] }
        return settings.budgets.places(
            of: account.id, about: SymbolKey.about(line.client, line.costCentre, line.project, line.product))
    }

    /// The budget lines that a hold's entry may count in, whatever its day.
    static func places(of hold: HoldRecord, in settings: BookSettings) -> [Int] {
        if settings.budgets.isEmpty { return [] }
        let values = SymbolKey.about(hold.client, hold.costCentre, hold.project, hold.product)
        return [hold.debit, hold.credit].flatMap { settings.budgets.places(of: $0, about: values) }
    }

    /// What the entry's lines add to each budget line that they count in, by its place; debit is positive. Closings
    /// count in none.
    static func spending(
        _ draft: EntryDraft, _ lines: [ResolvedLine], _ budgets: BudgetSettings
    ) -> [Int: Int128] {
        if budgets.isEmpty || draft.kind == .closing { return [:] }
        let month = draft.postedOn.firstOfMonth
        var spending: [Int: Int128] = [:]
        for line in lines {
            for place in budgets.places(of: line.key.account, in: month, about: line.dimensions) {
                spending[place, default: 0] += Int128(line.functionalMinorUnits)
            }
        }
        return spending
    }

    /// Throws `BudgetExceeded` for the first line that refuses; answers a warning for each other one that is exceeded.
    ///
    /// Only what is new is checked: openings, reversals and revaluations are not, and neither is an entry that takes
    /// from an account what it has too much.
    static func check(
        _ spending: [Int: Int128], by kind: EntryKind, used: [Int: Int128], _ settings: BookSettings
    ) throws -> [PostingWarning] {
        if spending.isEmpty { return [] }
        switch kind {
        case .normal, .scheduled, .confirmation: break
        case .opening, .closing, .reversal, .revaluation: return []
        }
        var warnings: [PostingWarning] = []
        for place in spending.keys.sorted() {
            let line = settings.budgets.lines[place]
            let sign: Int128 = line.normalSide == .debit ? 1 : -1
            let added = sign * spending[place, default: 0]
            let over = sign * used[place, default: 0] + added - Int128(line.minorUnits)
            guard added > 0, over > 0 else { continue }
            let exceeded = try line.exceeded(by: over, settings.functionalCurrency)
            if line.isRefusing { throw exceeded }
            warnings.append(
                PostingWarning(
                    kind: .budgetExceeded, message: try Text(validating: exceeded.message), budgetExceeded: exceeded))
        }
        return warnings
    }
}

extension SymbolKey {
    /// The values that are given.
    static func about(
        _ client: ClientID?, _ costCentre: DimensionCode?, _ project: DimensionCode?, _ product: DimensionCode?
    ) -> [SymbolKey] {
        [
            client.map { SymbolKey(kind: .client, code: $0.text) },
            costCentre.map { SymbolKey(kind: .costCentre, code: $0.text) },
            project.map { SymbolKey(kind: .project, code: $0.text) },
            product.map { SymbolKey(kind: .product, code: $0.text) },
        ].compactMap { $0 }
    }
}

extension JournalBatch {
    /// A part of a sum that fits, fits: what an account's month holds is less than what its balance has seen.
    mutating func addBudgetTurnover(of line: ResolvedLine, in month: CalendarDate, _ budgets: BudgetSettings) {
        if budgets.tracked.isEmpty { return }
        for value in line.dimensions where budgets.tracked.contains(value) {
            budgetTurnover[
                BudgetTurnoverKey(value: value, account: line.key.account, month: month), default: 0] +=
                line.functionalMinorUnits
        }
    }
}

extension CheckedBudgetLine {
    fileprivate func exceeded(by over: Int128, _ currency: CurrencyCode) throws -> BudgetExceeded {
        guard let over = Int64(exactly: over) else { throw AmountOverflow() }
        return BudgetExceeded(
            budget: budget, account: accountCode, from: CalendarMonth(of: firstMonth),
            to: CalendarMonth(of: lastMonth), dimension: value.flatMap { Dimension($0.kind) },
            value: try value.map { try Text(validating: $0.code) }, over: Money(minorUnits: over, currency: currency))
    }
}

extension Dimension {
    /// Nil for an actor, who is no dimension.
    init?(_ kind: SymbolKind) {
        switch kind {
        case .client: self = .client
        case .costCentre: self = .costCentre
        case .project: self = .project
        case .product: self = .product
        case .actor: return nil
        }
    }
}
