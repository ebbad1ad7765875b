// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import Postgres
import TestKit
import Testing

/// Two replicas over one database: rates are corrected while entries are posted at them.
@Suite struct RateConcurrencyTests {
    /// An entry's number tells which revision of the rate was in use: it was posted with exactly that one.
    @Test func everyEntryHasTheRateThatHeldWhenItWasPosted() async throws {
        try await withReplicas { database, replicas, book in
            _ = try await replicas[0].call(SetRates.of([.of(.eur, "1")], in: book))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<6 {
                    let ledger = replicas[writer % 2]
                    group.addTask {
                        for index in 0..<20 {
                            let entries = try (0..<5).map { place in
                                try NewEntry.of(
                                    [.debit(.receivables, .eur(10_000)), .credit(.sales, .eur(10_000))],
                                    key: "\(writer)-\(index)-\(place)")
                            }
                            let outcomes = try await ledger.call(PostEntries.of(entries, in: book)).outcomes
                            #expect(outcomes.allSatisfy { $0.posted != nil })
                        }
                    }
                }
                for setter in 0..<2 {
                    let ledger = replicas[setter]
                    group.addTask {
                        for index in 0..<25 {
                            let rate = ExchangeRate(stringLiteral: "1.\(setter + 1)\(index + 10)")
                            _ = try await ledger.call(
                                SetRates.of([.of(.eur, rate)], in: book, key: "rate-\(setter)-\(index)"))
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await requireRatesOfTheirTime(database, entries: 600)
        }
    }

    private func requireRatesOfTheirTime(_ database: TestDatabase, entries: Int64) async throws {
        try await database.withPool(size: 1) { admin in
            let (matched, wrong, revisions) = try await admin.row(
                """
                select count(*), count(*) filter (where line.functional_minor_units <> round(10000 * rate.rate)),
                    count(distinct rate.revision)
                from ledger.line join ledger.rate on rate.book_id = line.book_id and line.number > rate.after_entry
                    and line.number <= coalesce(rate.ended_after_entry, line.number)
                where line.minor_units > 0
                """, as: (Int64, Int64, Int64).self)
            #expect(matched == entries && wrong == 0 && revisions > 1)
            let open = try await admin.row("select count(*) from ledger.rate where ended_at is null", as: Int64.self)
            let all = try await admin.row(
                "select count(*) - max(revision) from ledger.rate", as: Int64.self)
            #expect(open == 1 && all == 0)
        }
    }

    @Test func manyRevaluationsAtOnceBookTheDifferenceOnce() async throws {
        try await withReplicas { _, replicas, book in
            _ = try await replicas[0].call(
                SetRates.of([.of(.eur, "0.8"), .of(.eur, "0.9", on: "2026-01-31", type: .closing)], in: book))
            _ = try await replicas[0].post(
                .transfer(.eur(10_000), from: .sales, to: .receivables, in: book, key: "sale", on: "2026-01-15"))
            let booked = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<8 {
                    let ledger = replicas[index % 2]
                    group.addTask {
                        try await ledger.call(RevalueAccounts.of(book, key: "run-\(index)")).entries.count
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(booked == 1)
            #expect(try await replicas[1].entryCount(of: book) == 3)
        }
    }
}
