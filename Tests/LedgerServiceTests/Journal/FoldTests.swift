// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

/// A generator that repeats itself from its seed (SplitMix64, Steele, Lea, Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct FoldTests {
    private static let codes: [AccountCode] = ["a", "b", "c", "closed", "heading", "unknown"]

    private static func state() -> JournalState {
        let settings = BookSettings(
            version: 0, functionalCurrency: .gbp,
            accounts: [
                PostableAccount(id: 1, code: "a", kind: .asset), PostableAccount(id: 2, code: "b", kind: .income),
                PostableAccount(id: 3, code: "c", kind: .asset, currency: .gbp),
                PostableAccount(id: 4, code: "closed", kind: .asset, isClosed: true),
                PostableAccount(id: 5, code: "heading", kind: .asset, isHeading: true),
            ], dimensions: [.client: false])
        return JournalState(settings: settings, head: Head(), recordedAt: Instant(microseconds: 0))
    }

    static func request(
        _ lines: [EntryLine], key: String, on day: CalendarDate = "2026-05-31"
    ) throws -> JournalRequest {
        let entry = try NewEntry.of(lines, key: key, on: day)
        var draft = EntryDraft(postedOn: day, lines: [])
        draft.lines = try entry.lines.map { try DraftLine($0, functionalCurrency: .gbp) }
        var digest = SeededGenerator(state: UInt64(bitPattern: Int64("\(lines)\(day)".hashValue)))
        return JournalRequest(
            command: .post(draft), key: KeyDigest.key(key), paramsDigest: Int64(bitPattern: digest.next()),
            actor: try Text(validating: "user:test"))
    }

    private static func request(_ generator: inout SeededGenerator) throws -> JournalRequest {
        let amounts: [Int64] = [1, 2, 3, Int64.max / 2, Int64.max]
        var lines: [EntryLine] = []
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let amount = Money.gbp(amounts[Int.random(in: 0..<amounts.count, using: &generator)])
            let chosen = (0..<2).map { _ in codes[Int.random(in: 0..<codes.count, using: &generator)] }
            lines.append(.debit(chosen[0], amount))
            lines.append(.credit(chosen[1], Int.random(in: 0..<8, using: &generator) == 0 ? .gbp(5) : amount))
        }
        let key = Int.random(in: 0..<30, using: &generator)
        return try request(lines, key: "\(key)")
    }

    /// Random batches against a model that keeps nothing but the accepted lines.
    @Test(arguments: 0..<300)
    func randomHistoriesAgreeWithANaiveModel(_ seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        var state = Self.state()
        var written: [JournalBatch.LineRow] = []
        var firstDigests: [UUIDValue: Int64] = [:]
        for _ in 0..<8 {
            let requests = try (0..<10).map { _ in try Self.request(&generator) }
            let (batch, answers) = Fold.fold([JournalUnit(requests)], onto: &state)
            written += batch.lines
            for (request, answer) in zip(requests, answers.joined()) {
                let first = firstDigests[request.key]
                if first == nil { firstDigests[request.key] = request.paramsDigest }
                #expect(answer.isRepeated == (first == request.paramsDigest), "seed \(seed)")
                if let first, first != request.paramsDigest {
                    #expect(answer.result.refusal is IdempotencyKeyReused, "seed \(seed)")
                }
            }
        }
        try Self.requireConsistent(state, written, seed: seed)
    }

    private static func requireConsistent(
        _ state: JournalState, _ lines: [JournalBatch.LineRow], seed: UInt64
    ) throws {
        let numbers = Set(lines.map(\.number))
        #expect(numbers == Set(numbers.isEmpty ? 1..<1 : 1..<(state.head.entryNumber + 1)), "seed \(seed)")
        for (key, balance) in state.balances {
            let own = lines.filter { $0.account == key.account && $0.currency == key.currency }
            let debits = own.reduce(Int128(0)) { $0 + Int128(max(0, $1.minorUnits)) }
            let credits = own.reduce(Int128(0)) { $0 - Int128(min(0, $1.minorUnits)) }
            #expect(Int128(balance.amounts.debits) == debits && Int128(balance.amounts.credits) == credits)
            #expect(own.map(\.balanceVersion) == own.indices.map { Int64($0 + 1) }, "seed \(seed)")
            #expect(own.last?.balanceAfter == (own.isEmpty ? nil : Int64(debits - credits)), "seed \(seed)")
        }
        #expect(lines.allSatisfy { $0.account <= 3 }, "a closed account or a heading took a line, seed \(seed)")
        for number in numbers {
            let sum = lines.filter { $0.number == number }.reduce(Int128(0)) { $0 + Int128($1.minorUnits) }
            #expect(sum == 0, "entry \(number), seed \(seed)")
        }
    }

    @Test func refusedEntryChangesNothingButItsKey() throws {
        var state = Self.state()
        let lines: [EntryLine] = [.debit("a", .gbp(1)), .credit("b", .gbp(2))]
        let (batch, answers) = Fold.fold([JournalUnit([try Self.request(lines, key: "k")])], onto: &state)
        #expect(answers[0][0].result.refusal as? EntryUnbalanced == EntryUnbalanced(differences: [.gbp(-1)]))
        #expect(batch.entries.isEmpty && batch.balances.isEmpty && batch.keys.count == 1)
        #expect(state.head.entryNumber == 0 && state.balances.isEmpty)
    }

    @Test func firstLineWithAValueTellsItBeforeItsEntry() throws {
        var state = Self.state()
        let client = ClientID(UUIDValue(high: 0x0199_0000_0000_7007, low: 0x8000_0000_0000_0007))
        let lines: [EntryLine] = [.debit("a", .gbp(7), client: client), .credit("b", .gbp(7), client: client)]
        let unbalanced: [EntryLine] = [.debit("a", .gbp(1)), .credit("b", .gbp(2))]
        let group = JournalUnit(
            [try Self.request(lines, key: "1"), try Self.request(unbalanced, key: "2")], isAtomic: true)
        let refused = Fold.fold([group], onto: &state).batch
        #expect(refused.facts.isEmpty && refused.symbols.isEmpty && state.head == Head())
        let units = try ["3", "4"].map { JournalUnit([try Self.request(lines, key: $0)]) }
        let facts = Fold.fold(units, onto: &state).batch.facts
        #expect(facts.map(\.position) == [1] && facts.map(\.entryNumber) == [0])
        #expect(state.head.feedPosition == 3 && state.head.entryNumber == 2)
        guard case .value(.client, let code) = try #require(facts.first).record else {
            Issue.record("the fact is no client")
            return
        }
        #expect(code == client.text)
    }

    @Test func turnoverOfABatchIsByMonthAndByDay() throws {
        var state = Self.state()
        let lines: [EntryLine] = [.debit("a", .gbp(7)), .credit("b", .gbp(7))]
        let requests = try ["2026-01-05", "2026-01-05", "2026-01-31"].enumerated().map { index, day in
            try Self.request(lines, key: "\(index)", on: CalendarDate(validating: day))
        }
        let turnover = Fold.fold([JournalUnit(requests)], onto: &state).batch.turnover
        func debits(_ span: TurnoverSpan, _ day: CalendarDate) -> Int64? {
            turnover[.init(balance: BalanceKey(account: 1, currency: .gbp), span: span, startsOn: day)]?.amounts.debits
        }
        #expect(debits(.month, "2026-01-01") == 21)
        #expect(debits(.day, "2026-01-05") == 14 && debits(.day, "2026-01-31") == 7)
    }
}

extension PostingResult {
    fileprivate var refusal: (any DomainError)? {
        if case .refused(let error) = self { error } else { nil }
    }
}
