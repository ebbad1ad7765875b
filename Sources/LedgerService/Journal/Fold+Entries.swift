// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

extension Fold {
    static func post(
        _ draft: EntryDraft, _ request: JournalRequest, _ state: inout JournalState, _ batch: inout JournalBatch
    ) throws -> PostingResult {
        let lines = try EntryRules.resolve(draft, in: state)
        return try post(draft, lines, releasing: nil, request, &state, &batch)
    }

    /// Everything that can be refused is found before anything changes. What a hold had reserved for the entry is
    /// released with it.
    static func post(
        _ draft: EntryDraft, _ lines: [ResolvedLine], releasing release: HoldRelease?, _ request: JournalRequest,
        _ state: inout JournalState, _ batch: inout JournalBatch
    ) throws -> PostingResult {
        try EntryRules.requireBalanced(lines, functionalCurrency: state.settings.functionalCurrency)
        if let external = draft.external, let number = state.externals[external] {
            throw ExternalReferenceTaken(number: EntryNumber(unchecked: number))
        }
        try FoldRules.check(draft, lines, request, state)
        let changed = try balances(after: lines, releasing: release, in: state)
        if draft.kind != .closing { try EntryRules.requireFloors(changed, in: state) }
        let spending = BudgetRules.spending(draft, lines, state.settings.budgets)
        state.warnings = try BudgetRules.check(spending, by: draft.kind, used: state.budgetUse, state.settings)
        state.budgetUse.merge(spending) { $0 + $1 }

        let actor = state.symbol(SymbolKey(kind: .actor, code: request.actor.text), &batch)
        let symbols = lines.map { state.symbols(of: $0, &batch) }
        state.head.entryNumber += 1
        state.head.feedPosition += 1
        let number = state.head.entryNumber
        if let external = draft.external { state.externals[external] = number }
        batch.entries.append(
            .init(
                number: number, draft: draft, key: request.key, paramsDigest: request.paramsDigest, actor: actor))
        write(lines, symbols, of: draft, number: number, releasing: release, &state, &batch)
        return .posted(number: number, recordedAt: state.recordedAt)
    }

    static func reverse(
        _ reversal: EntryReversal, _ request: JournalRequest, _ state: inout JournalState, _ batch: inout JournalBatch
    ) throws -> PostingResult {
        guard let original = state.originals[reversal.number] else { throw EntryNotFound() }
        guard original.kind != .closing || reversal.kind == .closing else { throw EntryClosesYear() }
        if let number = original.reversedBy { throw EntryReversed(reversal: EntryNumber(unchecked: number)) }
        let draft = EntryDraft(
            postedOn: reversal.postedOn ?? original.postedOn, kind: reversal.kind, module: original.module,
            description: reversal.description, documentReference: original.documentReference,
            reverses: original.number, lines: original.lines.map(\.opposite))
        let result = try post(draft, request, &state, &batch)
        state.originals[reversal.number]?.reversedBy = state.head.entryNumber
        return result
    }

    /// The touched balances after the lines; throws `AmountOverflow` before anything has changed.
    static func balances(
        after lines: [ResolvedLine], releasing release: HoldRelease?, in state: JournalState
    ) throws(AmountOverflow) -> [BalanceKey: BalanceState] {
        var changed: [BalanceKey: BalanceState] = [:]
        if let release {
            for (key, signed) in release.sides {
                var balance = changed[key] ?? state.balances[key] ?? BalanceState()
                balance.pending.release(signed)
                changed[key] = balance
            }
        }
        for line in lines {
            var balance = changed[line.key] ?? state.balances[line.key] ?? BalanceState()
            guard line.minorUnits == 0 || balance.amounts.add(line.minorUnits),
                line.functionalMinorUnits == 0 || balance.functional.add(line.functionalMinorUnits)
            else { throw AmountOverflow() }
            changed[line.key] = balance
        }
        return changed
    }

    /// Sums were found to fit: a part of a sum that fits, fits.
    private static func write(
        _ lines: [ResolvedLine], _ symbols: [LineSymbols], of draft: EntryDraft, number: Int64,
        releasing release: HoldRelease?, _ state: inout JournalState, _ batch: inout JournalBatch
    ) {
        if let release {
            for (key, signed) in release.sides {
                state.balances[key, default: BalanceState()].pending.release(signed)
                batch.balances.insert(key)
            }
        }
        let isClosing = draft.kind == .closing
        let month = draft.postedOn.firstOfMonth
        for (index, line) in lines.enumerated() {
            let version = state.versions[line.key.account, default: 0] + 1
            state.versions[line.key.account] = version
            let after = state.balances[line.key, default: BalanceState()].apply(line, version: version)
            batch.balances.insert(line.key)
            batch.lines.append(
                .init(
                    number: number, lineNumber: Int16(index + 1), account: line.key.account,
                    currency: line.key.currency, minorUnits: line.minorUnits,
                    functionalMinorUnits: line.functionalMinorUnits, symbols: symbols[index],
                    memo: line.memo, balanceVersion: version, balanceAfter: after))
            let spans: [(TurnoverSpan, CalendarDate)] =
                isClosing
                ? [(.closingMonth, month), (.closingDay, draft.postedOn)] : [(.month, month), (.day, draft.postedOn)]
            if !isClosing { batch.addBudgetTurnover(of: line, in: month, state.settings.budgets) }
            for (span, start) in spans {
                _ = batch.turnover[.init(balance: line.key, span: span, startsOn: start), default: .init()]
                    .apply(line, version: 0)
            }
        }
    }
}

extension BalanceState {
    /// Adds a line whose sums were found to fit, and answers the balance after it.
    fileprivate mutating func apply(_ line: ResolvedLine, version: Int64) -> Int64 {
        if line.minorUnits != 0 { _ = amounts.add(line.minorUnits) }
        if line.functionalMinorUnits != 0 { _ = functional.add(line.functionalMinorUnits) }
        self.version = version
        return amounts.debits - amounts.credits
    }
}

extension JournalState {
    /// Takes the feed's next position.
    mutating func tell(_ record: JournalBatch.FactRow.Record, _ batch: inout JournalBatch) {
        head.feedPosition += 1
        batch.facts.append(
            .init(position: head.feedPosition, entryNumber: head.entryNumber, record: record))
    }

    /// The number of what callers name by `key`, given now when it has none. A new value of a dimension is told to the
    /// feed, before what names it; who acts is told with each thing that they do.
    mutating func symbol(_ key: SymbolKey, _ batch: inout JournalBatch) -> Int32 {
        if let known = symbols[key] { return known.id }
        head.symbolNumber += 1
        symbols[key] = Symbol(id: head.symbolNumber, isClosed: false)
        batch.symbols.append(.init(key: key, id: head.symbolNumber))
        if let dimension = key.kind.dimension { tell(.value(dimension, code: key.code), &batch) }
        return head.symbolNumber
    }

    mutating func symbols(of line: ResolvedLine, _ batch: inout JournalBatch) -> LineSymbols {
        var symbols = LineSymbols()
        if line.dimensions.isEmpty { return symbols }
        for key in line.dimensions {
            switch key.kind {
            case .client: symbols.client = symbol(key, &batch)
            case .costCentre: symbols.costCentre = symbol(key, &batch)
            case .project: symbols.project = symbol(key, &batch)
            case .product: symbols.product = symbol(key, &batch)
            case .actor: continue
            }
        }
        return symbols
    }
}

extension DraftLine {
    fileprivate var opposite: DraftLine {
        var line = self
        line.minorUnits = -minorUnits
        line.functionalMinorUnits = functionalMinorUnits.map { -$0 }
        return line
    }
}

extension CalendarDate {
    var firstOfMonth: CalendarDate {
        adding(days: 1 - civil.day)
    }
}
