// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// A line that is fit to be posted: amounts in minor units, debit positive.
struct ResolvedLine: Sendable {
    let key: BalanceKey
    let minorUnits: Int64
    var functionalMinorUnits: Int64
    let dimensions: [SymbolKey]
    let memo: Text<1, 500>?
}

/// Bookkeeping rules that need no database.
enum EntryRules {
    /// Throws `InvalidParams` for amounts that are not greater than zero: a side says which way money moves.
    static func requirePositiveAmounts(
        _ lines: some Sequence<EntryLine>, path: String, list: String = "lines"
    ) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        for (index, line) in lines.enumerated() {
            if line.amount.minorUnits <= 0 {
                violations.append(.init(path: "\(path).\(list)[\(index)].amount", rule: "must be greater than zero"))
            }
            if let functional = line.functionalAmount, functional.minorUnits <= 0 {
                violations.append(
                    .init(path: "\(path).\(list)[\(index)].functionalAmount", rule: "must be greater than zero"))
            }
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    /// The lines with their accounts' numbers and both amounts; throws what is wrong with the first that is unfit. The
    /// close of a year brings accounts to zero that take no other lines any more, and names no dimensions.
    static func resolve(_ draft: EntryDraft, in state: JournalState) throws -> [ResolvedLine] {
        let isClosing = draft.kind == .closing
        var lines = try draft.lines.map { try resolve($0, on: draft.postedOn, isClosing: isClosing, in: state) }
        let currency = state.settings.functionalCurrency
        if let amounts = try FunctionalAmounts.byRate(draft, in: currency, rates: state.rates) {
            for (index, amount) in zip(lines.indices, amounts) { lines[index].functionalMinorUnits = amount }
        }
        return lines
    }

    /// The line with its account's number; a functional amount that it leaves out is taken for its amount.
    private static func resolve(
        _ line: DraftLine, on day: CalendarDate?, isClosing: Bool, in state: JournalState
    ) throws -> ResolvedLine {
        let account =
            isClosing
            ? try account(line.account, in: state)
            : try account(line.account, currency: line.currency, on: day, in: state)
        return ResolvedLine(
            key: BalanceKey(account: account.id, currency: line.currency), minorUnits: line.minorUnits,
            functionalMinorUnits: line.functionalMinorUnits ?? line.minorUnits,
            dimensions: isClosing ? [] : try dimensions(of: line, account, in: state), memo: line.memo)
    }

    /// The account, when it takes lines of the currency on the day.
    static func account(
        _ code: AccountCode, currency: CurrencyCode, on day: CalendarDate?, in state: JournalState
    ) throws -> PostableAccount {
        let account = try account(code, in: state)
        guard !account.isHeading else { throw AccountIsHeading(account: code) }
        guard !account.isClosed else { throw AccountClosed(account: code) }
        if let required = account.currency, required != currency {
            throw AccountCurrencyMismatch(account: code, accountCurrency: required)
        }
        if let day, account.opensOn ?? day > day || account.closesOn ?? day < day {
            throw AccountNotOpen(account: code)
        }
        return account
    }

    private static func account(
        _ code: AccountCode, in state: JournalState
    ) throws(AccountNotFound) -> PostableAccount {
        guard let account = state.settings.accounts[code] else { throw AccountNotFound(account: code) }
        return account
    }

    /// A line that adjusts the functional amount alone is about its account as a whole, and needs none.
    static func dimensions(
        of line: DraftLine, _ account: PostableAccount, in state: JournalState
    ) throws -> [SymbolKey] {
        var keys: [SymbolKey] = []
        func take(_ kind: SymbolKind, _ dimension: Dimension, _ required: RequiredDimensions, _ code: String?) throws {
            guard let code else {
                if account.required.contains(required), line.minorUnits != 0 {
                    throw DimensionMissing(account: account.code, dimension: dimension)
                }
                return
            }
            guard let isClosedList = state.settings.dimensions[kind] else {
                throw DimensionNotUsed(dimension: dimension)
            }
            let key = SymbolKey(kind: kind, code: code)
            let symbol = state.symbols[key]
            if symbol == nil, isClosedList {
                throw DimensionValueNotFound(dimension: dimension, value: try Text(validating: code))
            }
            if let symbol, symbol.isClosed {
                throw DimensionValueClosed(dimension: dimension, value: try Text(validating: code))
            }
            keys.append(key)
        }
        try take(.client, .client, .client, line.client?.text)
        try take(.costCentre, .costCentre, .costCentre, line.costCentre?.text)
        try take(.project, .project, .project, line.project?.text)
        try take(.product, .product, .product, line.product?.text)
        return keys
    }

    /// Debits equal credits in each currency, and in the functional currency. Sums are 128 bits wide.
    static func requireBalanced(_ lines: [ResolvedLine], functionalCurrency: CurrencyCode) throws {
        var functional: Int128 = 0
        var only: Int128 = 0
        var isOneCurrency = true
        for line in lines {
            functional += Int128(line.functionalMinorUnits)
            only += Int128(line.minorUnits)
            isOneCurrency = isOneCurrency && line.key.currency == lines[0].key.currency
        }
        if isOneCurrency, only == 0, functional == 0 { return }
        var sums: [CurrencyCode: Int128] = [:]
        for line in lines { sums[line.key.currency, default: 0] += Int128(line.minorUnits) }
        if sums.values.allSatisfy({ $0 == 0 }), functional != 0 { sums = [functionalCurrency: functional] }
        let differences = try sums.filter { $0.value != 0 }.sorted { $0.key.text < $1.key.text }.map {
            guard let units = Int64(exactly: $0.value) else { throw AmountOverflow() }
            return Money(minorUnits: units, currency: $0.key)
        }
        guard differences.isEmpty else { throw EntryUnbalanced(differences: differences) }
    }

    /// No account gives more than it has above its floor. What makes an account's balance grow is never refused. Of
    /// several accounts the first of the chart is named.
    static func requireFloors(_ changed: [BalanceKey: BalanceState], in state: JournalState) throws {
        guard state.settings.hasFloors else { return }
        for (key, balance) in changed.sorted(by: { $0.key.account < $1.key.account }) {
            guard let code = state.settings.codes[key.account], let account = state.settings.accounts[code],
                let floor = account.floor, account.currency == key.currency
            else { continue }
            let before = (state.balances[key] ?? BalanceState()).available(of: account.kind)
            let after = balance.available(of: account.kind)
            guard after < before, after < Int128(floor) else { continue }
            let room = Int64(clamping: before - Int128(floor))
            throw FloorReached(account: code, available: Money(minorUnits: room, currency: key.currency))
        }
    }
}

extension BalanceState {
    /// What is on the account's normal side, less what is held on the other. Both sums fit 64 bits, their difference
    /// less the hold may not.
    func available(of kind: AccountKind) -> Int128 {
        switch kind.normalSide {
        case .debit: Int128(amounts.debits) - Int128(amounts.credits) - Int128(pending.credits)
        case .credit: Int128(amounts.credits) - Int128(amounts.debits) - Int128(pending.debits)
        }
    }
}
