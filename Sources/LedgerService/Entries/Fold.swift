// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Decides a batch of postings in arrival order: a pure function of the book's state and the requests.
///
/// Each request is accepted or refused by itself; a refused one changes nothing but its key's outcome.
enum Fold {
    static func fold(
        _ requests: [PostingRequest], onto state: inout JournalState
    ) -> (batch: JournalBatch, answers: [PostingAnswer]) {
        var batch = JournalBatch()
        let answers = requests.map { request in
            if let known = state.outcomes[request.entry.idempotencyKey] {
                guard known.digest == request.digest else {
                    return PostingAnswer(result: .refused(IdempotencyKeyReused()), isRepeated: false)
                }
                return PostingAnswer(result: known.outcome, isRepeated: true)
            }
            let result = post(request.entry, onto: &state, into: &batch)
            let outcome = KeyedOutcome(digest: request.digest, outcome: result)
            state.outcomes[request.entry.idempotencyKey] = outcome
            batch.keys.append(.init(key: request.entry.idempotencyKey, digest: request.digest, outcome: result))
            return PostingAnswer(result: result, isRepeated: false)
        }
        return (batch, answers)
    }

    private static func post(
        _ entry: NewEntry, onto state: inout JournalState, into batch: inout JournalBatch
    ) -> PostingResult {
        do {
            let lines = try entry.lines.map { try resolve($0, in: state) }
            try EntryRules.requireBalanced(lines, functionalCurrency: state.functionalCurrency)
            let changed = try balances(after: lines, in: state)
            state.entryNumber += 1
            write(entry, lines, number: state.entryNumber, state: &state, into: &batch)
            for (key, balance) in changed {
                state.balances[key] = balance
                batch.balances[key] = balance
            }
            return .posted(number: state.entryNumber, recordedAt: state.recordedAt)
        } catch let error as any DomainError {
            return .refused(error)
        } catch {
            preconditionFailure("The fold throws domain errors only: \(error)")
        }
    }

    /// The line with its account's number and its signed amounts.
    private static func resolve(_ line: EntryLine, in state: JournalState) throws -> ResolvedLine {
        guard let account = state.accounts[line.account] else { throw AccountNotFound(account: line.account) }
        guard !account.isHeading else { throw AccountIsHeading(account: line.account) }
        guard !account.isClosed else { throw AccountClosed(account: line.account) }
        if let currency = account.currency, currency != line.amount.currency {
            throw AccountCurrencyMismatch(account: line.account, accountCurrency: currency)
        }
        let functional = try EntryRules.functionalAmount(of: line, in: state.functionalCurrency)
        let sign: Int64 = line.side == .debit ? 1 : -1
        return ResolvedLine(
            key: BalanceKey(account: account.id, currency: line.amount.currency),
            minorUnits: sign * line.amount.minorUnits, functionalMinorUnits: sign * functional.minorUnits,
            client: line.client)
    }

    /// The touched balances after the lines; throws `AmountOverflow` before anything has changed.
    private static func balances(
        after lines: [ResolvedLine], in state: JournalState
    ) throws(AmountOverflow) -> [BalanceKey: BalanceState] {
        var changed: [BalanceKey: BalanceState] = [:]
        for line in lines {
            var balance = changed[line.key] ?? state.balances[line.key] ?? BalanceState()
            guard balance.amounts.add(line.minorUnits), balance.functional.add(line.functionalMinorUnits) else {
                throw AmountOverflow()
            }
            balance.version += 1
            changed[line.key] = balance
        }
        return changed
    }

    private static func write(
        _ entry: NewEntry, _ lines: [ResolvedLine], number: Int64, state: inout JournalState,
        into batch: inout JournalBatch
    ) {
        batch.entries.append(.init(number: number, entry: entry))
        let month = entry.postedOn.firstOfMonth
        for (index, line) in lines.enumerated() {
            var balance = state.balances[line.key] ?? BalanceState()
            balance.apply(line)
            state.balances[line.key] = balance
            batch.lines.append(
                .init(
                    number: number, lineNumber: Int16(index + 1), account: line.key.account,
                    currency: line.key.currency, minorUnits: line.minorUnits,
                    functionalMinorUnits: line.functionalMinorUnits, client: line.client,
                    balanceVersion: balance.version, balanceAfter: balance.amounts.debits - balance.amounts.credits))
            batch.turnover[.init(balance: line.key, span: .month, startsOn: month), default: .init()].apply(line)
            batch.turnover[.init(balance: line.key, span: .day, startsOn: entry.postedOn), default: .init()].apply(line)
        }
    }
}

/// A line whose account is known; amounts in minor units, debit positive.
struct ResolvedLine: Sendable, Equatable {
    let key: BalanceKey
    let minorUnits: Int64
    let functionalMinorUnits: Int64
    let client: ClientID?
}

extension BalanceState {
    /// Adds a line whose sums were found to fit: a part of a sum that fits, fits.
    fileprivate mutating func apply(_ line: ResolvedLine) {
        _ = amounts.add(line.minorUnits)
        _ = functional.add(line.functionalMinorUnits)
        version += 1
    }
}

extension CalendarDate {
    var firstOfMonth: CalendarDate {
        adding(days: 1 - civil.day)
    }
}
