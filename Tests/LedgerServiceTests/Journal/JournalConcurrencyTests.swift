// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import Postgres
import TestKit
import Testing

/// Two replicas of the ledger over one database, and many writers on one book.
@Suite struct JournalConcurrencyTests {
    private static let codes: [AccountCode] = ["1010", "1020", "1100", "1200", "4100", "5100"]

    private static func entry(_ writer: Int, _ index: Int) throws -> NewEntry {
        // Writers share every third key, so that repetitions race with first postings.
        let key = index % 3 == 0 ? "shared-\(index)" : "\(writer)-\(index)"
        let seed = index % 3 == 0 ? index : writer * 7 + index
        let debit = codes[seed % codes.count]
        let credit = codes[(seed + 1 + seed % 4) % codes.count]
        let pence = Money.gbp(Int64(seed % 50 + 1))
        let day = CalendarDate(daysSince1970: 20_400 + Int32(seed % 90))
        return try .of([.debit(debit, pence), .credit(credit, pence)], key: key, on: day)
    }

    /// What was acknowledged: keys with the numbers of their entries.
    private static func post(
        _ writer: Int, _ count: Int, by ledger: TestLedger, to book: BookID
    ) async throws -> [(String, Int64)] {
        var acknowledged: [(String, Int64)] = []
        for index in stride(from: 0, to: count, by: 4) {
            let entries = try (index..<index + 4).map { try entry(writer, $0) }
            let outcomes = try await ledger.call(PostEntries.of(entries, in: book)).outcomes
            for (entry, outcome) in zip(entries, outcomes) {
                acknowledged.append((entry.idempotencyKey.text, try #require(outcome.posted).number.rawValue))
            }
        }
        return acknowledged
    }

    @Test func manyWritersOverTwoReplicasLeaveOneExactHistory() async throws {
        try await withReplicas { database, replicas, book in
            let (writers, perWriter) = (8, 24)
            let numbers = try await withThrowingTaskGroup(of: [(String, Int64)].self) { group in
                for writer in 0..<writers {
                    let ledger = replicas[writer % replicas.count]
                    group.addTask { try await Self.post(writer, perWriter, by: ledger, to: book) }
                }
                for ledger in replicas {
                    group.addTask {
                        try await Self.readWholeEntriesOnly(30, by: ledger, of: book)
                        return []
                    }
                }
                var numbers: [String: Set<Int64>] = [:]
                for try await acknowledged in group {
                    for (key, number) in acknowledged { numbers[key, default: []].insert(number) }
                }
                return numbers
            }
            #expect(numbers.values.filter { $0.count != 1 }.isEmpty, "a key stands for two entries")
            let distinct = writers * perWriter * 2 / 3 + perWriter / 3
            #expect(Set(numbers.values.flatMap { $0 }) == Set(1...Int64(distinct)))
            try await requireExactBooks(database, entries: distinct)
            #expect(try await replicas[0].verify(book).differences == [])
        }
    }

    /// Each read while others post is of one moment: all sums are zero, and no read is older than the one before it.
    private static func readWholeEntriesOnly(_ count: Int, by ledger: TestLedger, of book: BookID) async throws {
        var position = FeedPosition.start
        for _ in 0..<count {
            let trial = try await ledger.call(GetTrialBalance(book: book))
            #expect(trial.rows.map(\.balance.minorUnits).reduce(0, +) == 0 && trial.totalDebits == trial.totalCredits)
            #expect(trial.feedPosition >= position)
            position = trial.feedPosition
        }
    }

    @Test func lostConnectionsLoseNothingAndDoubleNothing() async throws {
        try await withReplicas { database, replicas, book in
            let count = 60
            try await database.withPool { admin in
                for index in 0..<count {
                    let post = try PostEntries.of([Self.entry(index % 5, index)], in: book)
                    async let killed: Int = index % 4 == 0 ? admin.execute(Self.killLedgerBackends) : 0
                    var outcome: PostingOutcome?
                    // A lost answer is settled by repeating the key.
                    for _ in 0..<20 where outcome == nil {
                        do {
                            outcome = try await replicas[index % 2].call(post).outcomes.first
                        } catch let error as RemoteError {
                            #expect(error.isRetryable || error.outcome == "unknown", "\(error)")
                        }
                    }
                    _ = try await killed
                    #expect(outcome?.posted != nil)
                }
            }
            try await requireExactBooks(database, entries: count)
        }
    }

    private static let killLedgerBackends: SQL = """
        select pg_terminate_backend(pid) from pg_stat_activity
        where usename = 'kontor_ledger' and datname = current_database()
        """

    /// Numbers and feed dense, balances the sum of their lines in one order, every entry balanced.
    private func requireExactBooks(_ database: TestDatabase, entries: Int) async throws {
        try await database.withPool(size: 1) { admin in
            let counts = try await admin.row(
                """
                select (select count(*) from ledger.entry), (select max(number) from ledger.entry),
                    (select entry_number from ledger.head),
                    (select max(entry_number) from ledger.chain),
                    (select feed_position - entry_number - (select count(*) from ledger.feed) from ledger.head)
                """, as: (Int64, Int64, Int64, Int64, Int64).self)
            let expected = Int64(entries)
            #expect(counts == (expected, expected, expected, expected, 0))
            let wrong = try await admin.row(
                """
                select count(*) from (
                    select account_id, currency, sum(greatest(minor_units, 0)) as debits,
                        -sum(least(minor_units, 0)) as credits, count(*) as version, max(balance_version) as last
                    from ledger.line group by account_id, currency) as lines
                full join ledger.balance using (account_id, currency)
                where lines.debits is distinct from balance.debits or lines.credits is distinct from balance.credits
                    or lines.version is distinct from balance.version or lines.last is distinct from balance.version
                """, as: Int64.self)
            #expect(wrong == 0)
            let drifted = try await admin.row(
                """
                select count(*) from (
                    select account_id, sum(debits) filter (where span = 'm') as months,
                        sum(debits) filter (where span = 'd') as days
                    from ledger.turnover group by account_id) as turnover
                join ledger.balance using (account_id) where months <> days or months <> debits
                """, as: Int64.self)
            #expect(drifted == 0)
        }
    }
}
