// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Foundation
import Testing

@testable import LedgerService

/// The fold against a naive model, history by history. `KONTOR_HISTORIES` says how many (2,000 unless it does), and
/// `KONTOR_SEED` where they begin; a failure names its seed.
@Suite struct SimulationTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let count = environment["KONTOR_HISTORIES"].flatMap { UInt64($0) } ?? 2000
    private static let firstSeed = environment["KONTOR_SEED"].flatMap { UInt64($0) } ?? 1

    @Test func randomHistoriesEndAsTheNaiveModelSays() throws {
        var ends: [String: Int] = [:]
        for seed in Self.firstSeed..<(Self.firstSeed + Self.count) {
            for end in try Simulation.run(seed: seed) { ends[end, default: 0] += 1 }
        }
        // Histories that never meet a rule prove nothing about it.
        if Self.count >= 1000 {
            for expected in Simulation.everyEnd {
                #expect(ends[expected, default: 0] > 0, "no history met \(expected)")
            }
        }
    }
}

enum Simulation {
    static let everyEnd = [
        "posted", "held", "read", "remembered",
        AccountClosed.reason, AccountCurrencyMismatch.reason, AccountIsHeading.reason,
        AccountNotFound.reason, AccountNotOpen.reason, AmountOverflow.reason, DimensionMissing.reason,
        DimensionValueClosed.reason, DimensionValueNotFound.reason, EntryNotFound.reason, EntryReversed.reason,
        EntryUnbalanced.reason, ExternalReferenceTaken.reason, FloorReached.reason, RateNotFound.reason,
        GroupRefused.reason, HoldEnded.reason, HoldExceeded.reason, HoldExpiryPast.reason, HoldNotFound.reason,
        IdempotencyKeyReused.reason, PeriodLocked.reason, PeriodMissing.reason,
    ]

    /// How each request of the history ended, in a word. Records an issue for what the two disagree about.
    static func run(seed: UInt64) throws -> [String] {
        let history = RandomHistory(seed: seed)
        var naive = NaiveLedger(
            accounts: RandomHistory.accounts, costCentres: RandomHistory.costCentres,
            periods: history.periods)
        var store = try simulatedStore(history.periods)
        // In a third of the histories two replicas write to the book.
        var replicas = [KnownBook](
            repeating: KnownBook(settings: store.settings), count: seed.isMultiple(of: 3) ? 2 : 1)
        var words: [String] = []
        for (index, batch) in history.batches.enumerated() {
            naive.begin(at: batch.now)
            let expected = batch.units.map { naive.apply($0.requests, isAtomic: $0.isAtomic, at: batch.now) }
            let units = try batch.units.map { unit in
                JournalUnit(try unit.requests.map(request), isAtomic: unit.isAtomic)
            }
            let replica = (index + Int(seed % 7) * index / 3) % replicas.count
            var (state, how) = store.state(units, at: batch.now, &replicas[replica])
            let (written, answers) = Fold.fold(units, onto: &state)
            store.write(written, state)
            replicas[replica].learn(state, written, head: store.head)
            words.append(how)
            let found = answers.map { $0.map { end(of: $0.result) } }
            try #require(found == expected, "seed \(seed): the fold \(found), the model \(expected)")
            words += found.joined().map(word)
        }
        try requireSame(store, naive, seed: seed)
        return words
    }

    private static func requireSame(_ store: SimulatedStore, _ naive: NaiveLedger, seed: UInt64) throws {
        try #require(store.head.entryNumber == Int64(naive.entries.count), "seed \(seed)")
        try #require(store.head.feedPosition == naive.feedLength, "seed \(seed): the feed's length")
        for (count, fact) in zip(Int64(1)..., store.facts) {
            try #require(fact.position == fact.entryNumber + count, "seed \(seed): the place of fact \(count)")
        }
        for (code, account) in store.settings.accounts {
            let sides = naive.sides(code.text)
            let balances = store.balances.filter { $0.key.account == account.id }.map(\.value)
            let debits = balances.reduce(Int128(0)) { $0 + Int128($1.amounts.debits) }
            let credits = balances.reduce(Int128(0)) { $0 + Int128($1.amounts.credits) }
            let heldDebits = balances.reduce(Int128(0)) { $0 + Int128($1.pending.debits) }
            let heldCredits = balances.reduce(Int128(0)) { $0 + Int128($1.pending.credits) }
            try #require(
                (debits, credits, heldDebits, heldCredits) == sides, "seed \(seed): the balance of \(code)")
            let lines = store.lines.filter { $0.account == account.id }
            try #require(
                lines.map(\.balanceVersion) == lines.indices.map { Int64($0 + 1) }, "seed \(seed): versions of \(code)")
            var running: [CurrencyCode: Int128] = [:]
            for line in lines {
                running[line.currency, default: 0] += Int128(line.minorUnits)
                try #require(running[line.currency] == Int128(line.balanceAfter), "seed \(seed): lines of \(code)")
            }
            for span in [TurnoverSpan.month, .day] {
                let own = store.turnover.filter { $0.key.balance.account == account.id && $0.key.span == span }
                try #require(
                    own.values.reduce(Int128(0)) { $0 + Int128($1.amounts.debits) } == debits,
                    "seed \(seed): turnover of \(code)")
            }
        }
    }

    private static let actor = "user:test"

    private static func rules(_ periods: [NaiveLedger.Period]) -> PeriodRules {
        PeriodRules(
            periods: periods.sorted { $0.first < $1.first }.enumerated().map { index, period in
                let locks: [EntryModule: [PeriodRules.Exception]] =
                    switch period.lock {
                    case .open, .hard: [:]
                    case .soft: [.general: [.init(actor: "user:other", expiresAt: nil)]]
                    case .softForAnotherModule: [.payroll: []]
                    case .excepting(let until): [.general: [.init(actor: actor, expiresAt: until)]]
                    }
                let isHard = if case .hard = period.lock { true } else { false }
                return PeriodRules.Period(
                    code: PeriodCode(year: .example, number: index + 1),
                    days: PeriodSpan(startsOn: period.first, endsOn: period.last), isLocked: isHard, softLocks: locks)
            })
    }

    private static func simulatedStore(_ periods: [NaiveLedger.Period]) throws -> SimulatedStore {
        let accounts = try RandomHistory.accounts.enumerated().map { index, account in
            PostableAccount(
                id: Int32(index + 1), code: try AccountCode(validating: account.code), kind: account.kind,
                isHeading: account.isHeading, isClosed: account.isClosed, opensOn: account.opensOn,
                closesOn: account.closesOn, currency: account.currency, floor: account.floor,
                required: account.needsCostCentre ? .costCentre : [])
        }
        var symbols: [SymbolKey: Symbol] = [:]
        for (index, centre) in RandomHistory.costCentres.sorted(by: { $0.key < $1.key }).enumerated() {
            symbols[SymbolKey(kind: .costCentre, code: centre.key)] = Symbol(
                id: Int32(index + 1), isClosed: !centre.value)
        }
        var store = SimulatedStore(
            settings: BookSettings(
                version: 0, functionalCurrency: NaiveLedger.currency, accounts: accounts,
                dimensions: [.costCentre: true, .project: false], periods: rules(periods)), symbols: symbols)
        store.head.symbolNumber = Int32(symbols.count)
        return store
    }

    private static func end(of result: PostingResult) -> NaiveEnd {
        switch result {
        case .posted(let number, _): .posted(number)
        case .held(let number, _): .held(number)
        case .refused(let error): .refused(type(of: error).reason)
        }
    }

    private static func word(_ end: NaiveEnd) -> String {
        switch end {
        case .posted: "posted"
        case .held: "held"
        case .refused(let reason): reason
        }
    }

    private static func request(_ request: NaiveRequest) throws -> JournalRequest {
        JournalRequest(
            command: try command(request.wish), key: KeyDigest.key(request.key),
            paramsDigest: KeyDigest.params(Array(KeyDigest.key("\(request.wish)").bytes)),
            actor: try Text(validating: actor))
    }

    private static func command(_ wish: Wish) throws -> JournalCommand {
        switch wish {
        case .post(let day, let lines, let external):
            .post(
                EntryDraft(
                    postedOn: day,
                    external: try external.map {
                        ExternalReference(source: try Text(validating: "shop"), reference: try Text(validating: $0))
                    }, lines: try lines.map(draft)))
        case .reverse(let entry, let day): .reverse(EntryReversal(number: entry, postedOn: day, description: nil))
        case .hold(let debit, let credit, let units, let expiresAt):
            .hold(
                HoldDraft(
                    debit: try draft(.init(account: debit, currency: .gbp, units: units, costCentre: nil)),
                    credit: try draft(.init(account: credit, currency: .gbp, units: -units, costCentre: nil)),
                    expiresAt: expiresAt, description: nil, documentReference: nil))
        case .confirm(let hold, let units, let keepsRest):
            .confirm(
                HoldConfirmation(
                    hold: hold, postedOn: RandomHistory.confirmationDay, amount: units.map { .gbp($0) },
                    functionalMinorUnits: nil, keepsRest: keepsRest, description: nil))
        case .void(let hold): .void(hold: hold)
        }
    }

    private static func draft(_ line: Wish.Line) throws -> DraftLine {
        DraftLine(
            account: try AccountCode(validating: line.account), currency: line.currency, minorUnits: line.units,
            costCentre: try line.costCentre.map { try DimensionCode(validating: $0) },
            project: try line.project.map { try DimensionCode(validating: $0) })
    }
}
