// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

@testable import LedgerService

/// Keeps what batches write, and answers what they need and no more, as the database does.
struct SimulatedStore {
    let settings: BookSettings
    var symbols: [SymbolKey: Symbol]
    var head = Head()
    var balances: [BalanceKey: BalanceState] = [:]
    var versions: [Int32: Int64] = [:]
    var outcomes: [UUIDValue: KeyedOutcome] = [:]
    var externals: [ExternalReference: Int64] = [:]
    var originals: [Int64: OriginalEntry] = [:]
    var holds: [Int64: HoldRecord] = [:]
    var lines: [JournalBatch.LineRow] = []
    var facts: [JournalBatch.FactRow] = []
    var turnover: [JournalBatch.TurnoverKey: BalanceState] = [:]

    init(settings: BookSettings, symbols: [SymbolKey: Symbol]) {
        self.settings = settings
        self.symbols = symbols
    }

    /// The state that a batch at `now` folds onto, as the replica remembers it or as it would read it; the word says
    /// which.
    func state(_ units: [JournalUnit], at now: Instant, _ replica: inout KnownBook) -> (JournalState, word: String) {
        let instant = ContinuousClock.now
        replica.setClock(now, readAt: instant)
        if let state = replica.state(for: JournalNeeds(units, replica), at: instant) {
            let keys = units.flatMap { $0.requests.map(\.key) }
            if state.head == head, keys.allSatisfy({ outcomes[$0] == nil }) { return (state, "remembered") }
        }
        replica.compare(head)
        var state = read(units, at: now)
        state.symbols.merge(replica.symbols) { read, _ in read }
        return (state, "read")
    }

    private func read(_ units: [JournalUnit], at now: Instant) -> JournalState {
        let known = KnownBook(settings: settings)
        let needs = JournalNeeds(units, known)
        var state = JournalState(settings: settings, head: head, recordedAt: now)
        for key in needs.keys { state.outcomes[key] = outcomes[key] }
        for key in needs.symbols { state.symbols[key] = symbols[key] }
        for reference in needs.externals { state.externals[reference] = externals[reference] }
        for number in needs.originals { state.originals[number] = originals[number] }
        for number in needs.holds { state.holds[number] = holds[number] }
        for (number, hold) in holds where hold.state == .active {
            if let expiry = hold.expiresAt, expiry <= now { state.holds[number] = hold }
        }
        let more = JournalNeeds(after: needs, state, known)
        for key in more.symbols { state.symbols[key] = symbols[key] }
        let accounts = needs.accounts.union(more.accounts)
        for (key, balance) in balances where accounts.contains(key.account) { state.balances[key] = balance }
        for account in accounts { state.versions[account] = versions[account] }
        state.accounts = accounts
        let expiries = holds.values.filter { $0.state == .active }.compactMap(\.expiresAt)
        if expiries.allSatisfy({ $0 > now }) { state.earliestExpiry = EarliestExpiry(instant: expiries.min()) }
        return state
    }

    mutating func write(_ batch: JournalBatch, _ state: JournalState) {
        head = state.head
        for symbol in batch.symbols { symbols[symbol.key] = Symbol(id: symbol.id, isClosed: false) }
        for key in batch.balances { balances[key] = state.balances[key] }
        for key in batch.keys {
            outcomes[key.key] = KeyedOutcome(paramsDigest: key.paramsDigest, outcome: key.outcome)
        }
        for entry in batch.entries {
            outcomes[entry.key] = KeyedOutcome(
                paramsDigest: entry.paramsDigest,
                outcome: .posted(number: entry.number, recordedAt: state.recordedAt))
            if let external = entry.draft.external { externals[external] = entry.number }
            if let reversed = entry.draft.reverses { originals[reversed]?.reversedBy = entry.number }
            originals[entry.number] = OriginalEntry(
                number: entry.number, postedOn: entry.draft.postedOn, module: entry.draft.module,
                documentReference: nil, lines: entry.draft.lines, reversedBy: nil)
        }
        for line in batch.lines { versions[line.account] = line.balanceVersion }
        for number in batch.newHolds + batch.changedHolds { holds[number] = state.holds[number] }
        lines += batch.lines
        facts += batch.facts
        for (key, sides) in batch.turnover {
            var sum = turnover[key] ?? BalanceState()
            sum.amounts.debits += sides.amounts.debits
            sum.amounts.credits += sides.amounts.credits
            turnover[key] = sum
        }
    }
}
