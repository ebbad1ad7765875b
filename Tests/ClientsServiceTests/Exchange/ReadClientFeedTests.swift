// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import Synchronization
import TestKit
import Testing

@Suite struct ReadClientFeedTests {
    @Test func everyChangeIsThereWithTheRecordAsItWasThen() async throws {
        try await withClients { clients in
            let first = try await clients.create("First")
            let other = try await clients.create("Other")
            let second = try await clients.call(
                UpdateClient(
                    idempotencyKey: .fresh(), client: first.id, ifVersion: first.version,
                    name: Text(validating: "Second"), addExternalIds: List(validating: [.shop("1")]))
            ).client
            let feed = try await clients.call(ReadClientFeed(after: .start))
            #expect(feed.items.map(\.client) == [first, other, second])
            #expect(feed.items.map(\.kind) == [.created, .created, .updated])
            #expect(feed.items.map(\.position.rawValue) == [1, 2, 3])
            #expect(feed.items.map(\.recordedAt) == [first.updatedAt, other.updatedAt, second.updatedAt])
            #expect(feed.head == FeedPosition(unchecked: 3))
        }
    }

    @Test func aReaderGoesOnWhereHeStopped() async throws {
        try await withClients { clients in
            try await clients.fill(5)
            let limit = PageLimit(unchecked: 2)
            var positions: [[Int64]] = []
            var after = FeedPosition.start
            while true {
                let page = try await clients.call(ReadClientFeed(after: after, limit: limit))
                #expect(page.head == FeedPosition(unchecked: 5))
                guard let last = page.items.last else { break }
                positions.append(page.items.map(\.position.rawValue))
                after = last.position
            }
            #expect(positions == [[1, 2], [3, 4], [5]])
        }
    }

    @Test func anEmptyFeedHasTheHeadZero() async throws {
        try await withClients { clients in
            let feed = try await clients.call(ReadClientFeed(after: .start))
            #expect(feed == ReadClientFeed.Response(items: [], through: .start, head: .start))
        }
    }

    /// Whatever a reader saw of the feed, nothing appears before it later: positions follow the order of commits.
    @Test func aReaderMeetsNoGapWhileManyWrite() async throws {
        var surroundings = TestSurroundings()
        surroundings.poolSize = 8
        try await withClients(in: surroundings) { clients in
            let isWritten = Mutex(false)
            async let seen = positions(clients, until: { isWritten.withLock { $0 } })
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 1...6 {
                    group.addTask {
                        for call in 1...10 {
                            _ = try await clients.upsert(
                                .of("\(call)", name: "\(writer)"), .of("\(writer)-\(call)", name: "own"),
                                .of("\(writer)-\(call)-b", name: "own"))
                        }
                    }
                }
                try await group.waitForAll()
            }
            isWritten.withLock { $0 = true }
            let feed = try await clients.feed()
            #expect(feed.map(\.position.rawValue) == Array(1...Int64(feed.count)))
            #expect(try await seen == feed.map(\.position.rawValue))
            // Each client's versions come in order.
            for (_, items) in Dictionary(grouping: feed, by: \.client?.id) {
                #expect(items.compactMap(\.client?.version.rawValue) == Array(1...Int64(items.count)))
            }
        }
    }

    @Test func aFailedWriteLeavesNoGap() async throws {
        try await withClients { clients in
            _ = try await clients.call(CreateClient.of("First", externalIds: [.shop("1")]))
            await #expect(throws: ExternalIDTaken(externalId: try .shop("1"))) {
                try await clients.call(CreateClient.of("Second", externalIds: [.shop("1")]))
            }
            try await clients.create("Third")
            #expect(try await clients.feed().map(\.position.rawValue) == [1, 2])
        }
    }

    @Test func aWaitingReaderIsWokenByTheNextChange() async throws {
        var surroundings = TestSurroundings()
        surroundings.runsBackgroundWork = true
        try await withClients(in: surroundings) { clients in
            try await clients.create("First")
            try await requireListener(clients)
            async let waiting = clients.call(
                ReadClientFeed(after: FeedPosition(unchecked: 1), waitMs: WaitMilliseconds(unchecked: 30_000)),
                timeout: .seconds(40))
            // Another organisation's change does not end the wait.
            try await clients.inOtherOrganisation.create("Theirs")
            let second = try await clients.create("Second")
            let page = try await waiting
            #expect(page.items.map(\.client) == [second])
        }
    }

    @Test func aWaitEndsWithWhatThereIs() async throws {
        try await withClients { clients in
            try await clients.create("First")
            let page = try await clients.call(
                ReadClientFeed(after: FeedPosition(unchecked: 1), waitMs: WaitMilliseconds(unchecked: 50)))
            #expect(
                page
                    == ReadClientFeed.Response(
                        items: [], through: FeedPosition(unchecked: 1), head: FeedPosition(unchecked: 1)))
        }
    }

    @Test func aWaitEndsBeforeTheCallsDeadline() async throws {
        try await withClients { clients in
            let page = try await clients.call(
                ReadClientFeed(after: .start, waitMs: WaitMilliseconds(unchecked: 30_000)), timeout: .seconds(1))
            #expect(page.items.isEmpty)
        }
    }

    @Test func aServiceNamesTheOrganisationAndOthersReadTheirOwn() async throws {
        try await withClients { clients in
            let ours = try await clients.create("Ours")
            let theirs = try await clients.inOtherOrganisation.create("Theirs")
            let reporting = clients.as(service: .reporting)
            #expect(
                try await reporting.call(ReadClientFeed(organisation: .first, after: .start)).items.map(\.client)
                    == [ours])
            #expect(
                try await reporting.call(ReadClientFeed(organisation: .second, after: .start)).items.map(\.client)
                    == [theirs])
            await #expect(
                performing: { _ = try await reporting.call(ReadClientFeed(after: .start)) },
                throws: isRemoteError(.invalidParams))
            await #expect(
                performing: { _ = try await clients.call(ReadClientFeed(organisation: .second, after: .start)) },
                throws: isRemoteError(.invalidParams))
            #expect(try await clients.feed().map(\.client) == [ours])
        }
    }

    @Test func othersMayNotRead() async throws {
        try await withClients { clients in
            let reader = clients.as(.user(with: [.readClients, .writeClients]))
            for caller in [reader, clients.as(service: .ledger)] {
                await #expect(
                    performing: { _ = try await caller.call(ReadClientFeed(organisation: .first, after: .start)) },
                    throws: isRemoteError(.permissionDenied))
            }
        }
    }

    /// What a reader sees who asks again and again, until all is written and read.
    private func positions(
        _ clients: ClientsUnderTest, until isWritten: @Sendable () -> Bool
    ) async throws -> [Int64] {
        var seen: [Int64] = []
        while true {
            let isLast = isWritten()
            let page = try await clients.call(
                ReadClientFeed(after: FeedPosition(unchecked: seen.last ?? 0), limit: PageLimit(unchecked: 7)))
            seen += page.items.map(\.position.rawValue)
            if isLast && page.items.isEmpty { return seen }
        }
    }

    /// Until the service listens for changes, 10 s at most.
    private func requireListener(_ clients: ClientsUnderTest) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            let listeners = try await clients.database.withPool(size: 1) { pool in
                try await pool.row(
                    """
                    select count(*) from pg_stat_activity
                    where datname = current_database() and query ilike 'listen %' and state = 'idle'
                    """, as: Int.self)
            }
            if listeners > 0 { return }
            await Task.yield()
        }
        Issue.record("The service does not listen for changes.")
    }
}
