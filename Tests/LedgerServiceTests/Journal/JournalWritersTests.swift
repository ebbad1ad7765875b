// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit
import TestKit
import Testing

@testable import LedgerService

/// Which books' queues a replica keeps.
@Suite(.timeLimit(.minutes(1))) struct JournalWritersTests {
    private func record(_ number: Int32) throws -> BookRecord {
        let id = UUIDValue(high: 1, low: UInt64(number))
        return BookRecord(
            number: number, organisation: OrganisationID(id),
            book: Book(
                id: BookID(id), code: try BookCode(validating: "b\(number)"), name: try Text(validating: "A book"),
                functionalCurrency: try CurrencyCode(validating: "GBP"),
                timeZone: try TimeZoneName(validating: "Europe/London"), createdAt: Instant(microseconds: 0)))
    }

    private func withWriters(
        _ limits: JournalWriters.Limits, _ body: (JournalWriters) async throws -> Void
    ) async throws {
        try await withDatabase(.migrated(LedgerServer.self)) { database in
            try await database.withPool(size: 1) { pool in
                try await body(
                    JournalWriters(database: pool, feeds: try FeedWaiter(channel: "test", of: pool), limits: limits))
            }
        }
    }

    @Test func idleBooksAreLetGoWhenThereAreTooMany() async throws {
        try await withWriters(JournalWriters.Limits(books: 2)) { writers in
            let first = writers.queue(of: try record(1))
            _ = writers.queue(of: try record(2))
            #expect(writers.queue(of: try record(1)) === first)
            #expect(writers.books == [1, 2])
            _ = writers.queue(of: try record(3))
            #expect(writers.books == [3])
        }
    }

    @Test func aBookThatSomebodyWaitsForIsKept() async throws {
        try await withWriters(JournalWriters.Limits(books: 2)) { writers in
            let first = writers.queue(of: try record(1))
            _ = writers.queue(of: try record(2))
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Nobody runs its batches, so that it waits.
                group.addTask { _ = try await first.submit(JournalUnit([])) }
                while first.isIdle { await Task.yield() }
                _ = writers.queue(of: try record(3))
                #expect(writers.books == [1, 3])
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.waitForAll() }
            }
        }
    }
}
