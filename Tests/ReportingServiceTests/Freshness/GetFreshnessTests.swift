// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import ReportingService
import ServiceKit
import TestKit
import Testing

@Suite struct GetFreshnessTests {
    @Test func nothingReadIsNothingShown() async throws {
        try await withBench { bench in
            let items = try await bench.call(GetFreshness()).items
            #expect(items.isEmpty)
        }
    }

    @Test func lagGrowsWhileThereIsMoreToRead() async throws {
        let isDown = Switch()
        let peers: @Sendable (any RPCChannel, ServiceName) -> any RPCChannel = { channel, _ in
            SwitchedChannel(channel: channel, isDown: isDown, method: ReadLedgerFeed.name)
        }
        try await withBench(peers: peers) { bench in
            let book = try await bench.ledger.openBook()
            try await bench.catchUp()
            let head = try await bench.ledger.call(GetTrialBalance(book: book)).feedPosition
            let fresh = SourceFreshness(
                source: .ledger, book: book, position: head, head: head, readAt: Clocks.start,
                lagSeconds: Seconds(unchecked: 0))
            let first = try await bench.call(GetFreshness()).items
            #expect(first == [fresh])

            // Nobody asked the ledger for half a minute, so that is how old the figures may be.
            bench.clock.advance(bySeconds: 30)
            #expect(try await bench.call(GetFreshness()).items[0].lagSeconds?.rawValue == 30)

            // The ledger tells of an entry that cannot be read: what is there was complete half a minute ago.
            try await bench.ledger.sell(5, to: nil, in: book, key: "1", on: "2026-01-05")
            isDown.turn(true)
            #expect(try await bench.readers.ledger.pass().failures == 1)
            bench.clock.advance(bySeconds: 12)
            let behind = try await bench.call(GetFreshness()).items[0]
            #expect(behind.position == head && behind.head.rawValue == head.rawValue + 1)
            #expect(behind.lagSeconds?.rawValue == 42)
            #expect(behind.readAt == Clocks.start.adding(seconds: 30))
            bench.clock.advance(bySeconds: 1)
            #expect(try await bench.readers.ledger.pass().records == 0)
            let metrics = bench.reporting.environment.metrics.registry.exposition()
            #expect(metrics.contains(#"feed_lag_records{source="ledger"} 1"#))
            #expect(metrics.contains(#"feed_lag_seconds{source="ledger"} 43"#))

            // A feed that failed is left alone for a while.
            isDown.turn(false)
            try await eventually { try await bench.readers.ledger.pass().records == 1 }
            let caughtUp = try await bench.call(GetFreshness()).items[0]
            #expect(caughtUp.position == behind.head && caughtUp.lagSeconds?.rawValue == 0)
        }
    }

    @Test func pagesListEveryFeedOfTheOrganisationAlone() async throws {
        try await withBench { bench in
            var books: Set<BookID> = []
            for code in ["a", "b", "c"] { books.insert(try await bench.ledger.openBook(code)) }
            _ = try await bench.ledger.inOtherOrganisation.openBook()
            _ = try await bench.clients.create("Ada")
            try await bench.catchUp()
            var items: [SourceFreshness] = []
            var cursor: PageCursor?
            repeat {
                let page = try await bench.call(GetFreshness(limit: PageLimit(unchecked: 1), cursor: cursor))
                items += page.items
                cursor = page.next
            } while cursor != nil
            #expect(items.map(\.source) == [.clients, .ledger, .ledger, .ledger])
            #expect(Set(items.compactMap(\.book)) == books && items[0].book == nil)
            let all = try await bench.call(GetFreshness()).items
            #expect(items == all)
            #expect(try await bench.reporting.inOtherOrganisation.call(GetFreshness()).items.map(\.source) == [.ledger])
        }
    }

    @Test func needsThePermission() async throws {
        try await withBench { bench in
            for caller in [bench.reporting.as(.bookkeeper), bench.reporting.as(service: .ledger)] {
                let error = await #expect(throws: RemoteError.self) { try await caller.call(GetFreshness()) }
                #expect(error?.code == StandardCode.permissionDenied.rawValue)
            }
        }
    }
}
