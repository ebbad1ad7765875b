// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import LedgerService
import Postgres
import TestKit
import Testing

/// Close against posting: a thousand attempts, over two replicas, to slip an entry into a period while it is locked.
@Suite struct LockRaceTests {
    private static let rounds = 20
    private static let writers = 10
    /// Of each writer, one after the other.
    private static let attempts = 5
    private static let attemptsARound = writers * attempts

    /// What became of the attempts of one round: numbers of entries, and how many were refused by the lock.
    private struct Outcome: Sendable {
        var posted: [Int64] = []
        var refused = 0
    }

    private func withPeriods(
        _ body: (TestDatabase, [TestLedger], BookID) async throws -> Void
    ) async throws {
        try await withReplicas { database, replicas, book in
            let ends = (1...Self.rounds).map { CalendarDate(daysSince1970: 20_453).adding(days: $0 * 7) }
            _ = try await replicas[0].call(
                CreateFiscalYear(
                    book: book, idempotencyKey: "year", code: "R", startsOn: "2026-01-01", pattern: .own,
                    periodEnds: try List(validating: ends)))
            try await body(database, replicas, book)
        }
    }

    private func lastEntry(_ database: TestDatabase) async throws -> Int64 {
        try await database.withPool(size: 1) {
            try await $0.row("select entry_number from ledger.head", as: Int64.self)
        }
    }

    /// One attempt: a single posting, a bulk one, or the reversal of an entry of another day.
    private static func attempt(
        _ index: Int, key: String, on day: CalendarDate, reversing entry: EntryID, by ledger: TestLedger,
        in book: BookID
    ) async throws -> Int64? {
        do {
            switch index % 3 {
            case 0: return try await ledger.sell(1, in: book, on: day, key: key).number.rawValue
            case 1:
                let entries = PostEntries(
                    book: book, entries: try List(validating: [.of(EntryLine.sale(1), key: key, on: day)]))
                let outcome = try await ledger.call(entries).outcomes[0]
                if let refused = outcome.refused { #expect(refused.reason.text == PeriodLocked.reason) }
                return outcome.posted?.number.rawValue
            default:
                return try await ledger.call(
                    ReverseEntry(
                        book: book, idempotencyKey: .init(validating: key), entry: entry, postedOn: day)
                ).number.rawValue
            }
        } catch let error as PeriodLocked {
            #expect(error.module == .general)
            return nil
        }
    }

    @Test(.timeLimit(.minutes(2))) func nothingGetsIntoAPeriodAfterItsLockIsAnswered() async throws {
        try await withPeriods { database, replicas, book in
            var total = Outcome()
            for round in 0..<Self.rounds {
                let period = PeriodCode(year: "R", number: round + 1)
                let day = CalendarDate(daysSince1970: 20_454 + Int32(round * 7) + Int32(round % 7))
                let sales = try await replicas[0].call(
                    PostEntries.of(
                        (0..<Self.attemptsARound).map {
                            try .of(EntryLine.sale(1), key: "open-\(round)-\($0)", on: "2026-05-20")
                        }, in: book)
                ).outcomes.compactMap(\.posted?.entry)
                let (outcome, atLock) = try await race(
                    round, on: day, reversing: sales, replicas, book
                ) {
                    try await replicas[round % 2].lock(
                        period, in: book, round % 4 < 2 ? .soft : .hard, key: .init(validating: "lock-\(round)"))
                    return try await lastEntry(database)
                }
                #expect(outcome.posted.count + outcome.refused == Self.attemptsARound)
                #expect(outcome.posted.filter { $0 > atLock }.isEmpty, "an entry got in after the lock's answer")
                let stored = try await storedEntries(database, from: day)
                #expect(stored == outcome.posted.sorted(), "what is stored is not what was acknowledged")
                for ledger in replicas {
                    await #expect(throws: PeriodLocked.self) {
                        try await ledger.sell(1, in: book, on: day, key: "after-\(round)")
                    }
                }
                total.posted += outcome.posted
                total.refused += outcome.refused
            }
            #expect(total.posted.count + total.refused == 1000)
            #expect(!total.posted.isEmpty && total.refused > 0, "the lock never met a posting: \(total)")
        }
    }

    /// Runs the attempts beside `lock`, which begins when some of them are acknowledged; answers what became of them,
    /// and what `lock` answered.
    private func race(
        _ round: Int, on day: CalendarDate, reversing sales: [EntryID], _ replicas: [TestLedger], _ book: BookID,
        lock: @Sendable () async throws -> Int64
    ) async throws -> (Outcome, Int64) {
        let (acknowledged, report) = AsyncStream.makeStream(of: Void.self)
        return try await withThrowingTaskGroup(of: Outcome.self) { group in
            for writer in 0..<Self.writers {
                let ledger = replicas[writer % replicas.count]
                group.addTask {
                    var outcome = Outcome()
                    for index in (writer * Self.attempts)..<((writer + 1) * Self.attempts) {
                        let number = try await Self.attempt(
                            index, key: "race-\(round)-\(index)", on: day, reversing: sales[index], by: ledger,
                            in: book)
                        if let number { outcome.posted.append(number) } else { outcome.refused += 1 }
                        report.yield()
                    }
                    return outcome
                }
            }
            var seen = 0
            for await _ in acknowledged {
                seen += 1
                if seen > round { break }
            }
            let atLock = try await lock()
            let outcome = try await group.reduce(into: Outcome()) { total, outcome in
                total.posted += outcome.posted
                total.refused += outcome.refused
            }
            return (outcome, atLock)
        }
    }

    private func storedEntries(_ database: TestDatabase, from day: CalendarDate) async throws -> [Int64] {
        try await database.withPool(size: 1) { admin in
            try await admin.rows(
                "select number from ledger.entry where posted_on = \(day) order by number", as: Int64.self)
        }
    }
}
