// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

extension Fold {
    /// Holds whose time is over reserve nothing for what comes after, whether anybody has noticed before or not.
    static func expireHolds(_ state: inout JournalState, _ batch: inout JournalBatch) {
        let expired = state.holds.values.filter { hold in
            hold.state == .active && hold.expiresAt.map { $0 <= state.recordedAt } ?? false
        }
        for hold in expired.sorted(by: { $0.number < $1.number }) {
            end(hold, as: .expired, &state, &batch)
        }
    }

    static func hold(
        _ draft: HoldDraft, _ request: JournalRequest, _ state: inout JournalState, _ batch: inout JournalBatch
    ) throws -> PostingResult {
        if let expiresAt = draft.expiresAt, expiresAt <= state.recordedAt { throw HoldExpiryPast() }
        let lines = try [draft.debit, draft.credit].map { line in
            let account = try EntryRules.account(line.account, currency: line.currency, on: nil, in: state)
            return (account.id, try EntryRules.dimensions(of: line, account, in: state))
        }
        let units = draft.debit.minorUnits
        var changed: [BalanceKey: BalanceState] = [:]
        for (account, signed) in [(lines[0].0, units), (lines[1].0, -units)] {
            let key = BalanceKey(account: account, currency: draft.debit.currency)
            var balance = changed[key] ?? state.balances[key] ?? BalanceState()
            guard balance.pending.add(signed) else { throw AmountOverflow() }
            changed[key] = balance
        }
        try EntryRules.requireFloors(changed, in: state)

        state.head.holdNumber += 1
        let line = draft.debit
        var hold = HoldRecord(
            number: state.head.holdNumber, debit: lines[0].0, credit: lines[1].0, currency: line.currency,
            amount: units, remaining: units, createdAt: state.recordedAt, expiresAt: draft.expiresAt,
            recordedBy: request.actor, client: line.client, costCentre: line.costCentre, project: line.project,
            product: line.product, description: draft.description, documentReference: draft.documentReference,
            actor: state.symbol(SymbolKey(kind: .actor, code: request.actor.text), &batch))
        hold.symbols = state.symbols(
            of: ResolvedLine(
                key: BalanceKey(account: hold.debit, currency: hold.currency), minorUnits: units,
                functionalMinorUnits: 0, dimensions: lines[0].1, memo: nil), &batch)
        for (key, balance) in changed {
            state.balances[key] = balance
            batch.balances.insert(key)
        }
        batch.newHolds.append(hold.number)
        keep(hold, &state, &batch)
        return .held(number: hold.number, createdAt: hold.createdAt)
    }

    static func confirm(
        _ confirmation: HoldConfirmation, _ request: JournalRequest, _ state: inout JournalState,
        _ batch: inout JournalBatch
    ) throws -> PostingResult {
        var hold = try active(confirmation.hold, in: state)
        let remaining = Money(minorUnits: hold.remaining, currency: hold.currency)
        let amount = confirmation.amount ?? remaining
        guard amount.currency == hold.currency, amount.minorUnits <= hold.remaining else {
            throw HoldExceeded(remaining: remaining)
        }
        let draft = EntryDraft(
            postedOn: confirmation.postedOn, kind: .confirmation,
            description: confirmation.description ?? hold.description, documentReference: hold.documentReference,
            lines: [(hold.debit, 1), (hold.credit, -1)].compactMap { account, sign in
                state.settings.codes[account].map { hold.line(on: $0, sign, amount, confirmation) }
            })
        let lines = try EntryRules.resolve(draft, in: state)
        let keeps = confirmation.keepsRest && amount.minorUnits < hold.remaining
        let result = try post(
            draft, lines, releasing: hold.release(of: keeps ? amount.minorUnits : hold.remaining), request, &state,
            &batch)
        hold.remaining = keeps ? hold.remaining - amount.minorUnits : 0
        if !keeps {
            hold.state = .confirmed
            hold.endedAt = state.recordedAt
        }
        keep(hold, &state, &batch)
        return result
    }

    static func void(
        _ number: Int64, _ state: inout JournalState, _ batch: inout JournalBatch
    ) throws -> PostingResult {
        let hold = try active(number, in: state)
        end(hold, as: .voided, &state, &batch)
        return .held(number: number, createdAt: hold.createdAt)
    }

    private static func active(_ number: Int64, in state: JournalState) throws -> HoldRecord {
        guard let hold = state.holds[number] else { throw HoldNotFound() }
        guard hold.state == .active else { throw HoldEnded(state: hold.state) }
        return hold
    }

    private static func end(
        _ hold: HoldRecord, as end: HoldState, _ state: inout JournalState, _ batch: inout JournalBatch
    ) {
        for (key, signed) in hold.release(of: hold.remaining).sides {
            state.balances[key, default: BalanceState()].pending.release(signed)
            batch.balances.insert(key)
        }
        var hold = hold
        hold.remaining = 0
        hold.state = end
        hold.endedAt = state.recordedAt
        keep(hold, &state, &batch)
    }

    /// Every step of a hold is a fact of the feed.
    private static func keep(_ hold: HoldRecord, _ state: inout JournalState, _ batch: inout JournalBatch) {
        state.holds[hold.number] = hold
        if batch.newHolds.last != hold.number, !batch.newHolds.contains(hold.number) {
            batch.changedHolds.insert(hold.number)
        }
        state.tell(.hold(hold), &batch)
    }
}

extension HoldRecord {
    fileprivate func line(
        on account: AccountCode, _ sign: Int64, _ amount: Money, _ confirmation: HoldConfirmation
    ) -> DraftLine {
        DraftLine(
            account: account, currency: currency, minorUnits: sign * amount.minorUnits,
            functionalMinorUnits: confirmation.functionalMinorUnits.map { sign * $0 }, client: client,
            costCentre: costCentre, project: project, product: product)
    }
}
