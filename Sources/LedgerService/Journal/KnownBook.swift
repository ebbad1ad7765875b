// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What a replica remembers of a book between its batches: what postings are checked against, symbols, and, as long as
/// nobody else writes to the book, the balances that its batches left.
///
/// Balances are true as long as the head stands where this replica left it, and are used only by a batch that moves
/// the head from there: see `HeadStore.moveStatement(from:to:of:)`.
struct KnownBook: Sendable {
    /// Beyond it they are forgotten and met again: a book may have millions of clients, and each batch that meets a new
    /// one copies what is known.
    private static let symbolLimit = 20_000
    /// Accounts. Beyond it they are forgotten and read again.
    private static let accountLimit = 50_000
    /// How long the database's clock is told by the machine's own.
    private static let clockLimit = Duration.seconds(10)

    let settings: BookSettings
    /// A symbol's number never changes, and closing one moves the settings' version.
    private(set) var symbols: [SymbolKey: Symbol] = [:]
    /// Whether the head stood where this replica had left it when it last locked it. While another replica posts to
    /// the book it does not, and remembering balances is of no use.
    private(set) var isAlone = false

    /// Where the last batch left the book.
    private var head: Head?
    private var clock: DatabaseClock?
    private var earliestExpiry: EarliestExpiry?
    private var balances: [BalanceKey: BalanceState] = [:]
    private var accounts: [Int32: KnownAccount] = [:]

    /// An account all of whose balances are remembered.
    private struct KnownAccount {
        var version: Int64 = 0
        var currencies: [CurrencyCode] = []
    }

    /// The database's clock as it was read, and when that was.
    private struct DatabaseClock {
        let instant: Instant
        let readAt: ContinuousClock.Instant

        func instant(at now: ContinuousClock.Instant) -> Instant? {
            let age = readAt.duration(to: now)
            guard age < KnownBook.clockLimit else { return nil }
            let (seconds, attoseconds) = age.components
            return Instant(microseconds: instant.microseconds + seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
        }
    }

    init(settings: BookSettings) {
        self.settings = settings
    }

    /// Under the lock: the head stands at `found`.
    mutating func compare(_ found: Head) {
        isAlone = found == head
        if !isAlone { forgetBalances() }
    }

    mutating func setClock(_ instant: Instant, readAt: ContinuousClock.Instant) {
        clock = DatabaseClock(instant: instant, readAt: readAt)
    }

    /// After the commit of the batch that left the book as `state`, with its head at `head`.
    mutating func learn(_ state: JournalState, _ batch: JournalBatch, head: Head) {
        self.head = head
        symbols = state.symbols.count <= KnownBook.symbolLimit ? state.symbols : [:]
        earliestExpiry = state.earliestExpiry
        for number in batch.newHolds {
            guard let expiry = state.holds[number]?.expiresAt else { continue }
            let earlier = earliestExpiry?.instant
            earliestExpiry?.instant = min(earlier ?? expiry, expiry)
        }
        if accounts.count > KnownBook.accountLimit { forgetBalances() }
        for account in state.accounts {
            accounts[account, default: KnownAccount()].version = state.versions[account, default: 0]
        }
        for (key, balance) in state.balances {
            if balances.updateValue(balance, forKey: key) == nil {
                accounts[key.account, default: KnownAccount()].currencies.append(key.currency)
            }
        }
    }

    /// Of the chart, and those whose balances are remembered.
    var rememberedAccounts: Int { settings.accounts.count + accounts.count }

    private mutating func forgetBalances() {
        balances = [:]
        accounts = [:]
    }

    /// The state that a batch with these needs would read, if it is all remembered; then also the outcomes of its keys
    /// must still be asked for.
    func state(for needs: JournalNeeds, at now: ContinuousClock.Instant) -> JournalState? {
        guard isAlone, let head, let earliestExpiry, let clock = clock?.instant(at: now), needs.areAccountsAlone else {
            return nil
        }
        var state = JournalState(settings: settings, head: head, recordedAt: max(clock, head.recordedAt))
        if let expiry = earliestExpiry.instant, expiry <= state.recordedAt { return nil }
        for account in needs.accounts {
            guard let known = accounts[account] else { return nil }
            state.versions[account] = known.version
            for currency in known.currencies {
                let key = BalanceKey(account: account, currency: currency)
                state.balances[key] = balances[key]
            }
        }
        state.accounts = needs.accounts
        state.symbols = symbols
        state.earliestExpiry = earliestExpiry
        return state
    }
}

/// When the first of a book's active holds expires; nil when none does.
struct EarliestExpiry: Sendable {
    var instant: Instant?
}
