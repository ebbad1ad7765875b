// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres

/// Reads all feeds of a source into this service's own tables. What follows from records and the cursor's move are
/// one transaction, so a crash at any point repeats or skips nothing. Any number of replicas may run: each feed is
/// written by one of them at a time.
package struct FeedConsumer<Source: FeedSource>: Sendable {
    /// A feed does not go on as it must: a position is missing, or the source forgot records that were read here.
    package struct BrokenFeed: Error, CustomStringConvertible {
        package let description: String
    }

    /// What one pass did.
    package struct Pass: Sendable, Equatable {
        package var records = 0
        /// Generations that became live, and slices of old ones that were deleted.
        package var generations = 0
        package var failures = 0

        package init(records: Int = 0, generations: Int = 0, failures: Int = 0) {
            self.records = records
            self.generations = generations
            self.failures = failures
        }

        package var isIdle: Bool { records == 0 && generations == 0 }

        mutating func add(_ part: Pass) {
            records += part.records
            generations += part.generations
            failures += part.failures
        }
    }

    private static var pageLimit: Int64 { 500 }
    /// Pages of one feed before the others get their turn.
    private static var pagesPerTurn: Int { 20 }
    /// Feeds that are read at the same time.
    private static var parallelFeeds: Int { 2 }
    private static var longestPause: Duration { .seconds(30) }

    private let source: Source
    private let database: PostgresPool
    private let clock: Clock
    private let log: ServiceLog
    private let read: MetricCounter
    private let failed: MetricCounter
    private let lag: FeedLag
    private let pauses = FeedPauses()

    package init(_ source: Source, in environment: ServiceEnvironment) {
        self.source = source
        database = environment.database
        clock = environment.clock
        log = environment.log
        let labels = [("source", Source.name)]
        read = environment.metrics.counter(
            "feed_records_total", "Records read from other services' feeds.", labels: labels)
        failed = environment.metrics.counter(
            "feed_failures_total", "Attempts to read a feed that failed.", labels: labels)
        lag = FeedLag(labels, environment.metrics, environment.clock)
    }

    /// Passes again and again, at once while there is more to do. `interval` is the pause when there is not, and so
    /// about how long a change takes to arrive.
    package func work(every interval: Duration = .seconds(1)) -> BackgroundWork {
        BackgroundWork("feeds of \(Source.name)") {
            var failures = 0
            while true {
                do {
                    let pass = try await pass()
                    failures = 0
                    if !pass.isIdle { continue }
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    try Task.checkCancellation()
                    failures += 1
                    failed.increment()
                    log.warning("feeds could not be listed", error, ["source": Source.name])
                }
                try await Task.sleep(
                    for: FeedPauses.pause(after: failures, first: interval, longest: Self.longestPause))
            }
        }
    }

    /// Reads every feed that has something new, some pages of each. Throws when the feeds cannot be listed; one that
    /// fails is logged, counted and left alone for a while.
    package func pass() async throws -> Pass {
        let now = clock.now()
        try await FeedCursors.note(try await source.scopes(), of: Source.name, at: now, in: database)
        let cursors = try await FeedCursors.due(Source.name, in: database)
        lag.note(cursors, listedAt: now)
        let due = cursors.filter { pauses.isDue($0.projection) }
        let pass = await withTaskGroup(of: Pass.self) { group in
            var waiting = due.makeIterator()
            for _ in 0..<Self.parallelFeeds {
                if let next = waiting.next() { group.addTask { await turn(next) } }
            }
            var total = Pass()
            for await part in group {
                total.add(part)
                if let next = waiting.next() { group.addTask { await turn(next) } }
            }
            return total
        }
        try Task.checkCancellation()
        return pass
    }

    private func turn(_ cursor: FeedCursors.Cursor) async -> Pass {
        var pass = Pass()
        do {
            if cursor.isRetired {
                pass.generations = try await FeedGenerations.forget(cursor.projection, of: source, in: database)
            } else {
                pass.records = try await readPages(cursor)
                if cursor.isBuilt,
                    try await FeedGenerations.replaceLive(by: cursor.projection, of: Source.name, in: database)
                {
                    pass.generations = 1
                }
            }
            pauses.succeeded(cursor.projection)
        } catch is CancellationError {
            return pass
        } catch {
            pass.failures = 1
            failed.increment()
            pauses.failed(cursor.projection, longest: Self.longestPause)
            let scope = cursor.projection.scope
            log.warning(
                "a feed could not be read", error,
                [
                    "source": Source.name, "organisation": scope.organisation.text,
                    "scope": scope.id.description,
                ])
        }
        return pass
    }

    private func readPages(_ cursor: FeedCursors.Cursor) async throws -> Int {
        var count = 0
        var limit = Self.pageLimit
        for _ in 0..<Self.pagesPerTurn where cursor.position < cursor.head {
            do {
                let (applied, hasMore) = try await page(of: cursor.projection, limit: PageLimit(unchecked: limit))
                count += applied
                if !hasMore { break }
            } catch let error as RemoteError where error.code == StandardCode.answerTooLarge.rawValue && limit > 1 {
                limit = max(1, limit / 4)
            }
        }
        return count
    }

    /// Reads and applies one page. The page is read before the cursor is claimed, so that no lock waits for the wire;
    /// records that another replica applied meanwhile are passed over.
    private func page(
        of projection: FeedProjection, limit: PageLimit
    ) async throws -> (applied: Int, hasMore: Bool) {
        guard let known = try await FeedCursors.position(of: projection, Source.name, in: database) else {
            return (0, false)
        }
        let (records, head) = try await source.read(projection.scope, after: known, limit: limit)
        try requireDense(records, after: known, head: head)
        guard let last = records.last?.position else { return (0, false) }
        let applied: Int? = try await database.withTransaction { tx in
            guard let position = try await FeedCursors.claim(projection, of: Source.name, in: tx), position >= known
            else { return nil }
            let fresh = Array(records.drop { $0.position <= position })
            guard !fresh.isEmpty else { return nil }
            try await source.apply(fresh, to: projection, in: tx)
            _ = try await tx.commit(
                afterBatch: FeedCursors.move(projection, of: Source.name, to: last, head: head, at: clock.now()))
            return fresh.count
        }
        guard let applied else { return (0, false) }
        read.increment(by: applied)
        return (applied, last < head)
    }

    private func requireDense(_ records: [Source.Record], after known: FeedPosition, head: FeedPosition) throws {
        guard head >= known else {
            throw BrokenFeed(description: "\(Source.name) is at \(head), and \(known) was read here")
        }
        for (expected, record) in zip((known.rawValue + 1)..., records) where record.position.rawValue != expected {
            throw BrokenFeed(
                description: "\(Source.name) sent position \(record.position) instead of \(expected)")
        }
    }
}
