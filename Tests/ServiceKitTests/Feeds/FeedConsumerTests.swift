// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit
import Synchronization
import TestKit
import Testing

@Suite struct FeedConsumerTests {
    private let first = FeedScope(organisation: .first, id: UUIDValue(high: 1, low: 1))
    private let second = FeedScope(organisation: .second, id: UUIDValue(high: 1, low: 2))

    private struct Bench {
        let feed = SampleFeed()
        let consumer: FeedConsumer<SampleFeed>
        let environment: ServiceEnvironment

        init(_ environment: ServiceEnvironment) {
            self.environment = environment
            consumer = FeedConsumer(feed, in: environment)
        }

        func grow(_ scope: FeedScope, to head: Int64) {
            feed.state.withLock { $0.heads[scope] = head }
        }

        func expectPass(records: Int, failures: Int, _ location: SourceLocation = #_sourceLocation) async throws {
            let pass = try await consumer.pass()
            #expect(pass.records == records, sourceLocation: location)
            #expect(pass.failures == failures, sourceLocation: location)
        }

        /// Of the generation that reports read.
        func facts(_ scope: FeedScope) async throws -> [Int64] {
            try await environment.database.rows(
                """
                select fact.position from fact join feed using (scope_id)
                where scope_id = \(scope.id) and generation = live_generation order by position
                """, as: Int64.self)
        }

        func count(_ scope: FeedScope) async throws -> Int64 {
            try await environment.database.row(
                "select count(*) from fact where scope_id = \(scope.id)", as: Int64.self)
        }
    }

    private func withBench<Answer>(_ body: (Bench) async throws -> Answer) async throws -> Answer {
        try await withService(SampleServer.self) { sample in try await body(Bench(sample.environment)) }
    }

    @Test func everyRecordOfEveryFeedArrivesOnce() async throws {
        try await withBench { bench in
            bench.grow(first, to: 25)
            bench.grow(second, to: 3)
            try await bench.expectPass(records: 28, failures: 0)
            try await bench.expectPass(records: 0, failures: 0)
            bench.grow(second, to: 4)
            #expect(try await bench.consumer.pass().records == 1)
            #expect(try await bench.facts(first) == Array(1...25))
            #expect(try await bench.facts(second) == Array(1...4))
        }
    }

    @Test func aCrashBetweenFactsAndCursorRepeatsAndSkipsNothing() async throws {
        try await withBench { bench in
            bench.grow(first, to: 25)
            bench.feed.state.withLock { $0.crashAt = 15 }
            let pass = try await bench.consumer.pass()
            #expect(pass.failures == 1)
            #expect(try await bench.facts(first) == Array(1...10))
            // Another process goes on where this one stopped.
            _ = try await FeedConsumer(bench.feed, in: bench.environment).pass()
            #expect(try await bench.facts(first) == Array(1...25))
        }
    }

    @Test func aFeedThatFailedIsLeftAloneForAWhile() async throws {
        try await withBench { bench in
            bench.grow(first, to: 1)
            bench.feed.state.withLock { $0.crashAt = 1 }
            #expect(try await bench.consumer.pass().failures == 1)
            try await bench.expectPass(records: 0, failures: 0)
        }
    }

    @Test func severalReplicasShareTheWork() async throws {
        try await withBench { bench in
            bench.grow(first, to: 200)
            bench.grow(second, to: 200)
            let consumers = (0..<4).map { _ in FeedConsumer(bench.feed, in: bench.environment) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for consumer in consumers {
                    group.addTask { for _ in 0..<5 { _ = try await consumer.pass() } }
                }
                try await group.waitForAll()
            }
            #expect(try await bench.facts(first) == Array(1...200))
            #expect(try await bench.facts(second) == Array(1...200))
        }
    }

    @Test func aGapStopsTheFeedAndNotTheOthers() async throws {
        try await withBench { bench in
            bench.grow(first, to: 5)
            bench.grow(second, to: 2)
            bench.feed.state.withLock { $0.missing = 4 }
            try await bench.expectPass(records: 2, failures: 1)
            #expect(try await bench.facts(first) == [])
        }
    }

    @Test func aRebuildGoesOnBesideWhatIsRead() async throws {
        try await withBench { bench in
            bench.grow(first, to: 12)
            bench.grow(second, to: 3)
            _ = try await bench.consumer.pass()
            // A reader never sees less than there was: the old facts stay until the new ones are complete.
            bench.feed.state.withLock { $0.crashAt = 12 }
            let database = bench.environment.database
            let feeds = try await FeedGenerations.begin("sample", of: .first, at: Clocks.start, in: database)
            #expect(feeds == 1)
            _ = try await bench.consumer.pass()
            #expect(try await bench.facts(first) == Array(1...12))
            #expect(try await bench.count(first) == 22)
            let another = FeedConsumer(bench.feed, in: bench.environment)
            for _ in 0..<4 { _ = try await another.pass() }
            #expect(try await FeedGenerations.areUnfinished("sample", in: database) == false)
            #expect(try await bench.facts(first) == Array(1...12))
            #expect(try await bench.count(first) == 12)
            #expect(try await bench.count(second) == 3)
        }
    }

    @Test func theLagIsShown() async throws {
        try await withBench { bench in
            bench.grow(first, to: 7)
            bench.feed.state.withLock { $0.crashAt = 1 }
            _ = try await bench.consumer.pass()
            _ = try await bench.consumer.pass()
            let text = bench.environment.metrics.registry.exposition()
            #expect(text.contains(#"feed_lag_records{source="sample"} 7"#))
            #expect(text.contains(#"feed_failures_total{source="sample"} 1"#))
        }
    }

    @Test func aSourceThatIsDownIsThrown() async throws {
        try await withBench { bench in
            bench.feed.state.withLock { $0.isDown = true }
            await #expect(throws: SampleFeed.Crash.self) { try await bench.consumer.pass() }
        }
    }
}
