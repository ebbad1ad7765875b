// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import Postgres
import Synchronization

/// Reads all feeds of a source into this service's own tables. What follows from records and the cursor's move are
/// one transaction, so a crash at any point repeats or skips nothing. Any number of replicas may run: each feed is
/// read by one of them at a time.
package struct FeedConsumer<Source: FeedSource>: Sendable {
    /// A feed does not go on as it must: a position is missing, or the source forgot records that were read here.
    package struct BrokenFeed: Error, CustomStringConvertible {
        package let description: String
    }

    /// What one pass found, for tests and logs.
    package struct Pass: Sendable, Equatable {
        package var records = 0
        package var failures = 0
    }

    private static var pageLimit: PageLimit { PageLimit(unchecked: 1000) }
    /// Pages of one feed before the others get their turn.
    private static var pagesPerTurn: Int { 20 }
    /// Feeds that are read at the same time.
    private static var parallelFeeds: Int { 4 }
    private static var longestPause: Duration { .seconds(60) }

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

    /// Passes again and again, at once while there is more to read. `interval` is the pause when there is not, and so
    /// about how long a change takes to arrive.
    package func work(every interval: Duration = .seconds(1)) -> BackgroundWork {
        BackgroundWork("feed of \(Source.name)") {
            var failures = 0
            while true {
                do {
                    let pass = try await pass()
                    failures = 0
                    if pass.records > 0 { continue }
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
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
        let heads = try await source.scopes()
        try await FeedCursors.note(heads, of: Source.name, at: clock.now(), in: database)
        let cursors = try await FeedCursors.all(source: Source.name, in: database)
        lag.note(cursors, at: clock.now())
        let due = cursors.filter { $0.position < $0.head && pauses.isDue($0.scope) }
        let pass = await withTaskGroup(of: Pass.self) { group in
            var waiting = due.makeIterator()
            for _ in 0..<Self.parallelFeeds {
                if let next = waiting.next() { group.addTask { await turn(next.scope) } }
            }
            var total = Pass()
            for await part in group {
                total.records += part.records
                total.failures += part.failures
                if let next = waiting.next() { group.addTask { await turn(next.scope) } }
            }
            return total
        }
        try Task.checkCancellation()
        return pass
    }

    /// Forgets what was made of one feed, or of all of an organisation's, and begins again at its first record.
    package func rebuild(_ organisation: OrganisationID? = nil) async throws {
        for cursor in try await FeedCursors.all(of: organisation, source: Source.name, in: database) {
            try await database.withTransaction { tx in
                let scope = cursor.scope
                try await tx.execute(
                    """
                    select from feed_cursor where organisation_id = \(scope.organisation)
                        and source = \(Source.name) and scope_id = \(scope.id) for update
                    """)
                try await source.forget(scope, in: tx)
                _ = try await tx.commit(afterBatch: [
                    FeedCursors.move(scope, of: Source.name, to: .start, head: cursor.head, at: clock.now())
                ])
            }
        }
    }

    private func turn(_ scope: FeedScope) async -> Pass {
        var pass = Pass()
        do {
            for _ in 0..<Self.pagesPerTurn {
                let count = try await page(scope)
                pass.records += count
                if count == 0 { break }
            }
            pauses.succeeded(scope)
        } catch is CancellationError {
            return pass
        } catch {
            pass.failures = 1
            failed.increment()
            pauses.failed(scope, longest: Self.longestPause)
            log.warning(
                "a feed could not be read", error,
                ["source": Source.name, "organisation": scope.organisation.text, "scope": scope.id.description])
        }
        return pass
    }

    /// Reads and applies one page. The page is read before the lock is taken, so that no lock waits for the wire; if
    /// another replica moved the cursor meanwhile, the page is dropped.
    private func page(_ scope: FeedScope) async throws -> Int {
        let known = try await database.row(
            """
            select position from feed_cursor
            where organisation_id = \(scope.organisation) and source = \(Source.name) and scope_id = \(scope.id)
            """, as: FeedPosition.self)
        let (records, head) = try await source.read(scope, after: known, limit: Self.pageLimit)
        guard head >= known else {
            throw BrokenFeed(description: "\(Source.name) is at \(head), and \(known) was read here")
        }
        guard let last = records.last?.position else { return 0 }
        for (expected, record) in zip((known.rawValue + 1)..., records) where record.position.rawValue != expected {
            throw BrokenFeed(description: "\(Source.name) sent position \(record.position) instead of \(expected)")
        }
        let isApplied = try await database.withTransaction { tx in
            guard try await FeedCursors.lock(scope, of: Source.name, in: tx) == known else { return false }
            try await source.apply(records, of: scope, in: tx)
            _ = try await tx.commit(afterBatch: [
                FeedCursors.move(scope, of: Source.name, to: last, head: head, at: clock.now())
            ])
            return true
        }
        if isApplied { read.increment(by: records.count) }
        return isApplied ? records.count : 0
    }
}
