// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// One statement of what a batch reads under the head lock, and where its rows go.
struct JournalRead: Sendable {
    let sql: SQL
    let apply: @Sendable (ResultSet, inout JournalState) throws -> Void

    init(_ sql: SQL, _ apply: @escaping @Sendable (ResultSet, inout JournalState) throws -> Void) {
        self.sql = sql
        self.apply = apply
    }
}

/// What the requests of a batch name.
struct JournalNeeds: Sendable {
    var accounts: Set<Int32> = []
    var keys: [UUIDValue] = []
    /// Symbols that the replica has not met since it read the settings.
    var symbols: Set<SymbolKey> = []
    var externals: [ExternalReference] = []
    var originals: [Int64] = []
    var holds: [Int64] = []
    /// By which functional amounts are found that lines leave out.
    var rates: Set<RateNeed> = []
    /// The accounting days of confirmations that leave them out; what currency they are in, their holds tell.
    var confirmations: [(hold: Int64, on: CalendarDate)] = []
    /// The budget lines that entries count in, by their places: those of entries to be reversed and of holds whatever
    /// their months.
    var budgetLines: Set<Int> = []

    init(_ units: [JournalUnit], _ known: KnownBook) {
        for unit in units {
            for request in unit.requests {
                keys.append(request.key)
                meet(SymbolKey(kind: .actor, code: request.actor.text), known)
                switch request.command {
                case .post(let draft):
                    for line in draft.lines { take(line, known) }
                    rates.formUnion(draft.neededRates(in: known.settings.functionalCurrency))
                    budgetLines.formUnion(BudgetRules.places(of: draft, in: known.settings))
                    if let external = draft.external { externals.append(external) }
                case .reverse(let reversal): originals.append(reversal.number)
                case .hold(let draft):
                    take(draft.debit, known)
                    take(draft.credit, known)
                case .confirm(let confirmation):
                    holds.append(confirmation.hold)
                    if confirmation.functionalMinorUnits == nil {
                        confirmations.append((confirmation.hold, confirmation.postedOn))
                    }
                case .void(let hold): holds.append(hold)
                }
            }
        }
    }

    /// What only shows in the rows that were read for `first`: the balances and symbols of the entries to be reversed
    /// and of holds, and rates that must be found another way.
    init(after first: JournalNeeds, _ state: JournalState, _ known: KnownBook) {
        for original in state.originals.values {
            for line in original.lines {
                take(line, known)
                budgetLines.formUnion(BudgetRules.places(of: line, in: known.settings))
            }
        }
        for hold in state.holds.values {
            budgetLines.formUnion(BudgetRules.places(of: hold, in: known.settings))
            accounts.formUnion([hold.debit, hold.credit])
            meet(hold.client, hold.costCentre, hold.project, hold.product, known)
        }
        budgetLines.formUnion(first.budgetLines)
        accounts.subtract(first.accounts)
        symbols.subtract(first.symbols)
        rates = first.missingRates(in: state)
    }

    /// Whether balances, and the outcomes of keys, are all that the batch needs.
    var areAccountsAlone: Bool {
        symbols.isEmpty && externals.isEmpty && originals.isEmpty && holds.isEmpty && rates.isEmpty
            && confirmations.isEmpty && budgetLines.isEmpty
    }

    private mutating func take(_ line: DraftLine, _ known: KnownBook) {
        if let account = known.settings.accounts[line.account] { accounts.insert(account.id) }
        meet(line.client, line.costCentre, line.project, line.product, known)
    }

    private mutating func meet(
        _ client: ClientID?, _ costCentre: DimensionCode?, _ project: DimensionCode?, _ product: DimensionCode?,
        _ known: KnownBook
    ) {
        if let client { meet(SymbolKey(kind: .client, code: client.text), known) }
        if let costCentre { meet(SymbolKey(kind: .costCentre, code: costCentre.text), known) }
        if let project { meet(SymbolKey(kind: .project, code: project.text), known) }
        if let product { meet(SymbolKey(kind: .product, code: product.text), known) }
    }

    private mutating func meet(_ key: SymbolKey, _ known: KnownBook) {
        if known.symbols[key] == nil { symbols.insert(key) }
    }
}

enum JournalReads {
    /// What can be read at once with the lock.
    static func first(_ needs: JournalNeeds, of book: Int32) -> [JournalRead] {
        var reads = [balances(Array(needs.accounts), of: book), earliestExpiry(of: book)]
        reads += outcomes(needs.keys, of: book)
        if !needs.symbols.isEmpty { reads.append(symbols(Array(needs.symbols), of: book)) }
        if !needs.externals.isEmpty { reads.append(externals(needs.externals, of: book)) }
        if !needs.originals.isEmpty { reads += originals(needs.originals, of: book) }
        if !needs.holds.isEmpty { reads.append(holds(needs.holds, of: book)) }
        if !needs.rates.isEmpty { reads.append(ownRates(Array(needs.rates), of: book)) }
        return reads
    }

    /// What the first rows showed to be needed too.
    static func second(_ needs: JournalNeeds, _ known: KnownBook, of book: Int32) -> [JournalRead] {
        (needs.accounts.isEmpty ? [] : [balances(Array(needs.accounts), of: book)])
            + (needs.symbols.isEmpty ? [] : [symbols(Array(needs.symbols), of: book)])
            + (needs.rates.isEmpty ? [] : [neighbouringRates(Array(needs.rates), of: book)])
            + budgets(needs.budgetLines, of: known.settings.budgets, in: book)
    }

    static func balances(_ accounts: [Int32], of book: Int32) -> JournalRead {
        JournalRead(
            """
            select account_id, currency, debits, credits, functional_debits, functional_credits, pending_debits,
                pending_credits, version
            from ledger.balance where book_id = \(book) and account_id = any(\(accounts))
            """
        ) { result, state in
            for balance in try result.rows(as: StoredBalance.self) {
                state.balances[balance.key] = balance.state
                state.versions[balance.key.account] = max(
                    state.versions[balance.key.account, default: 0], balance.state.version)
            }
        }
    }

    private static func outcomes(_ keys: [UUIDValue], of book: Int32) -> [JournalRead] {
        let posted = JournalRead(
            """
            select key, params_digest, number, recorded_at from ledger.entry
            where book_id = \(book) and key = any(\(keys))
            """
        ) { result, state in
            for (key, digest, number, instant) in try result.rows(as: (UUIDValue, Int64, Int64, Instant).self) {
                state.outcomes[key] = KeyedOutcome(
                    paramsDigest: digest, outcome: .posted(number: number, recordedAt: instant))
            }
        }
        let others = JournalRead(
            """
            select key, params_digest, posting_key.hold_number, hold.created_at, refusal
            from ledger.posting_key left join ledger.hold
                on hold.book_id = posting_key.book_id and hold.hold_number = posting_key.hold_number
            where posting_key.book_id = \(book) and key = any(\(keys))
            """
        ) { result, state in
            for outcome in try result.rows(as: StoredOutcomeRow.self) { state.outcomes[outcome.key] = outcome.outcome }
        }
        return [posted, others]
    }

    private static func symbols(_ keys: [SymbolKey], of book: Int32) -> JournalRead {
        JournalRead(
            """
            select symbol.dimension, symbol.code, symbol_id, is_closed
            from unnest(\(keys.map(\.kind.rawValue)), \(keys.map(\.code))) as named (dimension, code)
            join ledger.symbol on symbol.book_id = \(book) and symbol.dimension = named.dimension
                and symbol.code = named.code
            """
        ) { result, state in
            for (kind, code, id, isClosed) in try result.rows(as: (String, String, Int32, Bool).self) {
                guard let kind = SymbolKind(rawValue: kind) else { continue }
                state.symbols[SymbolKey(kind: kind, code: code)] = Symbol(id: id, isClosed: isClosed)
            }
        }
    }

    private static func externals(_ references: [ExternalReference], of book: Int32) -> JournalRead {
        JournalRead(
            """
            select entry.source, entry.external_reference, number
            from unnest(\(references.map(\.source)), \(references.map(\.reference))) as named (source, reference)
            join ledger.entry on entry.book_id = \(book) and entry.source = named.source
                and entry.external_reference = named.reference
            """
        ) { result, state in
            for (source, reference, number) in try result.rows(as: (Text<1, 50>, Text<1, 100>, Int64).self) {
                state.externals[ExternalReference(source: source, reference: reference)] = number
            }
        }
    }

    private static func earliestExpiry(of book: Int32) -> JournalRead {
        JournalRead(
            """
            select expires_at from ledger.hold where book_id = \(book) and state = 'a' and expires_at is not null
            order by expires_at limit 1
            """
        ) { result, state in
            state.earliestExpiry = EarliestExpiry(instant: try result.column(as: Instant.self).first)
        }
    }

    /// At most 1,000; the rest is for the next batch. Which expires first after them is not known then.
    static func expiredHolds(of book: Int32, at now: Instant) -> JournalRead {
        let expired = holds(
            "hold.state = 'a' and hold.expires_at <= \(now) order by hold.expires_at limit 1000", of: book)
        return JournalRead(expired.sql) { result, state in
            try expired.apply(result, &state)
            state.earliestExpiry = nil
        }
    }

    private static func holds(_ numbers: [Int64], of book: Int32) -> JournalRead {
        holds("hold.hold_number = any(\(numbers))", of: book)
    }

    private static func holds(_ which: SQL, of book: Int32) -> JournalRead {
        JournalRead("\(HoldStore.select) where hold.book_id = \(book) and \(which)") { result, state in
            for hold in try result.rows(as: HoldRecord.self) { state.holds[hold.number] = hold }
        }
    }
}
