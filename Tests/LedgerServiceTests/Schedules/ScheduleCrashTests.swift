// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import Postgres
import ServiceKit
import TestKit
import Testing

@testable import LedgerService

/// Whatever crashes, and however many replicas run at once, an occurrence posts once.
@Suite struct ScheduleCrashTests {
    private func createMany(_ count: Int, by ledger: TestLedger, in book: BookID) async throws {
        for index in 0..<count {
            let lines = try EntryTemplate.rent(Int64(index + 1))
            _ = try await ledger.call(
                CreateRecurringEntry.of(.monthly(from: "2026-01-31"), lines, in: book, key: "many-\(index)"))
        }
    }

    /// Each schedule has one entry for each of its days, and every mark has its entry.
    private func requireExact(_ database: TestDatabase, entries: Int64) async throws {
        try await database.withPool(size: 1) { admin in
            let counts = try await admin.row(
                """
                select (select count(*) from ledger.entry where kind = 's'),
                    (select count(*) from ledger.schedule_occurrence where state = 'p'),
                    (select count(distinct (schedule_id, posted_on)) from ledger.schedule_occurrence
                        join ledger.entry on entry.number = entry_number and entry.posted_on = due_on),
                    (select coalesce(sum(posted_count), 0)::bigint from ledger.schedule)
                """, as: (Int64, Int64, Int64, Int64).self)
            #expect(counts == (entries, entries, entries, entries))
        }
    }

    @Test func replicasThatRunAtOnceShareTheWork() async throws {
        try await withLedgerReplicas { database, replicas, book in
            try await createMany(60, by: replicas[0], in: book)
            let upTo: CalendarDate = "2026-03-31"
            let posted = try await withThrowingTaskGroup(of: [ScheduleOccurrence].self) { group in
                for index in 0..<6 {
                    group.addTask {
                        let run = RunSchedules(book: book, upTo: upTo, limit: PageLimit(unchecked: 1000))
                        return try await replicas[index % 2].call(run).posted
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(posted.count == 180)
            #expect(Set(posted.map { "\($0.schedule) \($0.dueOn)" }).count == 180)
            #expect(Set(posted.map(\.number)).count == 180)
            try await requireExact(database, entries: 180)
        }
    }

    @Test func lostConnectionsLoseNothingAndDoubleNothing() async throws {
        try await withLedgerReplicas { database, replicas, book in
            try await createMany(20, by: replicas[0], in: book)
            let upTo: CalendarDate = "2026-12-31"
            try await database.withPool { admin in
                for round in 0..<60 {
                    async let killed: Int = admin.execute(
                        """
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where usename = 'kontor_ledger' and datname = current_database()
                        """)
                    do {
                        let run = RunSchedules(book: book, upTo: upTo, limit: PageLimit(unchecked: 7))
                        _ = try await replicas[round % 2].call(run)
                    } catch let error as RemoteError {
                        #expect(error.isRetryable || error.outcome == "unknown", "\(error)")
                    }
                    _ = try await killed
                }
            }
            var hasMore = true
            while hasMore { hasMore = try await replicas[0].call(RunSchedules(book: book, upTo: upTo)).hasMore }
            try await requireExact(database, entries: 240)
        }
    }

    @Test func entryIsPostedTogetherWithItsMark() async throws {
        try await withLedgerReplicas { database, replicas, book in
            try await createMany(3, by: replicas[0], in: book)
            try await database.withPool(as: .owner, size: 1) { owner in
                _ = try await owner.execute(
                    """
                    create function ledger.crash() returns trigger language plpgsql as
                    'begin raise exception ''the machine is gone''; end'
                    """)
                _ = try await owner.execute(
                    """
                    create trigger crash before insert on ledger.schedule_occurrence
                    for each row execute function ledger.crash()
                    """)
                await #expect(throws: RemoteError.self) {
                    try await replicas[0].call(RunSchedules(book: book, upTo: "2026-01-31"))
                }
                #expect(try await replicas[0].entryCount(of: book) == 0)
                _ = try await owner.execute("drop trigger crash on ledger.schedule_occurrence")
            }
            #expect(try await replicas[1].call(RunSchedules(book: book, upTo: "2026-01-31")).posted.count == 3)
            try await requireExact(database, entries: 3)
        }
    }

    @Test func keyOfAnOccurrencePostsOnceEvenWithoutItsMark() async throws {
        try await withLedgerReplicas { database, replicas, book in
            _ = try await replicas[0].call(CreateDeferral.of(in: book))
            let first = try await replicas[0].call(RunSchedules(book: book, upTo: "2026-02-28")).posted
            try await database.withPool(size: 1) { admin in
                _ = try await admin.execute("update ledger.schedule_occurrence set state = 'w', entry_number = null")
                _ = try await admin.execute("update ledger.schedule set due_on = '2026-01-31', next_on = '2026-01-31'")
            }
            let second = try await replicas[1].call(RunSchedules(book: book, upTo: "2026-02-28")).posted
            #expect(second.map(\.entry) == first.map(\.entry))
            #expect(try await replicas[0].entryCount(of: book) == 2)
        }
    }

    @Test func servicesRunTheSchedulesOfAllBooksByThemselves() async throws {
        let clock = TestClock.atNoon(of: "2026-03-01")
        try await withLedger(at: clock) { ledger in
            let books = [try await ledger.openBook("one"), try await ledger.openBook("two")]
            for book in books { _ = try await ledger.call(CreateRecurringEntry.of(in: book, key: "\(book)")) }
            try await ledger.close(.rent, in: books[0])
            try await ScheduleRuns.run(ledger.context, log: ledger.environment.log)
            #expect(try await ledger.entryCount(of: books[0]) == 0)
            #expect(try await ledger.entryCount(of: books[1]) == 2)
            let posted = try await ledger.call(ListEntries(book: books[1])).items
            #expect(posted.allSatisfy { $0.recordedBy.text == "service:ledger" })
            // What was refused is left alone for an hour.
            try await ledger.close(.rent, in: books[0], version: 2, false)
            clock.advance(bySeconds: 3599)
            try await ScheduleRuns.run(ledger.context, log: ledger.environment.log)
            #expect(try await ledger.entryCount(of: books[0]) == 0)
            clock.advance(bySeconds: 1)
            try await ScheduleRuns.run(ledger.context, log: ledger.environment.log)
            #expect(try await ledger.entryCount(of: books[0]) == 2)
        }
    }
}
