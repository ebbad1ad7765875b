// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ReportingService
import ServiceKit
import TestKit
import Testing

/// Everything that was made of a book, as text that can be compared.
struct Projected: Equatable {
    let lines: [String]
    let turnover: [String]
    let revenue: [String]

    init(of book: BookID, in bench: Bench) async throws {
        let live: SQL = """
            select live_generation from reporting.feed where source = 'ledger' and scope_id = \(book)
            """
        let database = bench.database
        lines = try await database.rows(
            """
            select concat_ws(' ', entry_number, line_number, posted_on, account_id, client_id,
                functional_minor_units, document_reference)
            from reporting.fact_line where book_id = \(book) and generation = (\(live))
            order by entry_number, line_number
            """, as: String.self)
        turnover = try await database.rows(
            """
            select concat_ws(' ', span::text, starts_on, account_id, debits, credits)
            from reporting.turnover where book_id = \(book) and generation = (\(live))
            order by span, starts_on, account_id
            """, as: String.self)
        revenue = try await database.rows(
            """
            select concat_ws(' ', span::text, starts_on, client_id, amount)
            from reporting.revenue where book_id = \(book) and generation = (\(live))
            order by span, starts_on, client_id
            """, as: String.self)
    }
}

@Suite struct LedgerFeedTests {
    private func post(_ count: Int, seed: UInt64, in bench: Bench) async throws -> BookID {
        let book = try await bench.ledger.openBook("seed-\(seed)")
        let clients = (0..<5).map { _ in ClientID.new(at: Clocks.start) }
        var postings = try await RandomPostings(in: book, of: bench, seed: seed, clients: clients)
        try await postings.post(count, to: bench.ledger)
        return book
    }

    /// Throws unless what reporting has is what the ledger has.
    private func requireEqual(_ book: BookID, in bench: Bench) async throws {
        let ledger = try await bench.ledger.call(GetTrialBalance(book: book))
        let reported = try await bench.call(GetReportedTrialBalance(book: book))
        #expect(reported.rows == ledger.rows && reported.feedPosition == ledger.feedPosition)
        let report = try await bench.call(
            GetRevenueByClient(book: book, from: "2025-01-01", to: "2026-12-31"))
        #expect(report.tieOut.holds && report.total.minorUnits != 0)
        let lines = try await bench.database.row(
            """
            select count(*), count(distinct (entry_number, line_number)), coalesce(sum(functional_minor_units), 0)
            from reporting.fact_line where book_id = \(book)
            """, as: (Int64, Int64, Int128).self)
        #expect(lines.0 == lines.1 && lines.2 == 0)
    }

    @Test func aCrashBetweenFactsAndCursorRepeatsAndSkipsNothing() async throws {
        try await withBench { bench in
            let book = try await post(400, seed: 1, in: bench)
            try await bench.catchUp()
            let whole = try await Projected(of: book, in: bench)
            try await bench.forgetEverything()

            // Every third page dies with its connection, or with an error of ours.
            let feed = InterruptedFeed(bench.readersSource) { page, tx in
                if page % 6 == 3 { throw Broken() }
                if page % 6 == 0 {
                    try await tx.execute("select pg_terminate_backend(pg_backend_pid())")
                }
            }
            var passes = 0
            var failures = 0
            while try await bench.isBehind() {
                // A new process each time, which knows nothing of former failures.
                failures += try await FeedConsumer(feed, in: bench.reporting.environment).pass().failures
                passes += 1
                try #require(passes < 200)
            }
            #expect(failures > 2)
            #expect(try await Projected(of: book, in: bench) == whole)
            try await requireEqual(book, in: bench)
        }
    }

    @Test func aPageThatWasAppliedMeanwhileIsPassedOver() async throws {
        try await withBench { bench in
            let book = try await post(100, seed: 2, in: bench)
            let other = bench.readers.ledger
            let feed = RepeatingFeed(feed: bench.readersSource) { _ = try await other.pass() }
            let late = FeedConsumer(feed, in: bench.reporting.environment)
            #expect(try await late.pass().records == 0)
            try await requireEqual(book, in: bench)
            #expect(try await late.pass() == .init())
        }
    }

    @Test func ofAPageThatIsPartlyAppliedTheRestIsApplied() async throws {
        try await withBench { bench in
            let book = try await post(100, seed: 3, in: bench)
            let other = FeedConsumer(
                InterruptedFeed(bench.readersSource, pageLimit: 30) { page, _ in if page > 1 { throw Broken() } },
                in: bench.reporting.environment)
            let feed = RepeatingFeed(feed: bench.readersSource) { _ = try await other.pass() }
            let late = FeedConsumer(feed, in: bench.reporting.environment)
            let head = try await bench.ledger.call(GetTrialBalance(book: book)).feedPosition.rawValue
            #expect(try await late.pass().records == Int(head) - 30)
            try await requireEqual(book, in: bench)
        }
    }

    @Test func replicasThatReadAtTheSameTimeMakeTheSame() async throws {
        try await withBench { bench in
            let books = [try await post(300, seed: 4, in: bench), try await post(300, seed: 5, in: bench)]
            let feed = InterruptedFeed(bench.readersSource)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    let replica = FeedConsumer(feed, in: bench.reporting.environment)
                    group.addTask {
                        for _ in 0..<10 { _ = try await replica.pass() }
                    }
                }
                try await group.waitForAll()
            }
            while try await bench.isBehind() { _ = try await bench.readers.ledger.pass() }
            for book in books { try await requireEqual(book, in: bench) }
            let many = try await Projected(of: books[0], in: bench)
            try await bench.forgetEverything()
            try await bench.catchUp()
            #expect(try await Projected(of: books[0], in: bench) == many)
        }
    }

    @Test func anAccountThatWasNeverToldStopsItsBookAlone() async throws {
        let entry = Entry(
            id: .new(at: Clocks.start), number: .example, postedOn: "2026-01-05", recordedAt: Clocks.start,
            description: nil, documentReference: nil, recordedBy: try Text(validating: "user:test"),
            lines: [.debit(.cash, .gbp(1)), .credit(.sales, .gbp(1))])
        try await withBench { bench in
            let feed = bench.readersSource
            let projection = FeedProjection(
                scope: FeedScope(organisation: .first, id: UUIDValue(high: 1, low: 1)), generation: 1)
            let change = LedgerChange(
                position: FeedPosition(unchecked: 1), kind: .entry, entry: entry,
                lineAccounts: [.new(at: Clocks.start), .new(at: Clocks.start)])
            let error = await #expect(throws: (any Error).self) {
                try await bench.database.withTransaction { tx in
                    try await feed.apply([change], to: projection, in: tx)
                }
            }
            #expect(String(describing: error).contains("UnknownAccount"))
            let lines = try await bench.database.row("select count(*) from reporting.fact_line", as: Int64.self)
            #expect(lines == 0)
        }
    }

    @Test func aSourceThatComesBackIsReadOn() async throws {
        let isDown = Switch()
        try await withBench(peers: { channel, _ in SwitchedChannel(channel: channel, isDown: isDown) }) { bench in
            let book = try await post(50, seed: 6, in: bench)
            try await bench.catchUp()
            isDown.turn(true)
            await #expect(throws: Broken.self) { try await bench.catchUp() }
            // Reports are answered from what was read.
            #expect(try await bench.call(GetReportedTrialBalance(book: book)).rows.isEmpty == false)
            isDown.turn(false)
            try await bench.ledger.sell(5, to: nil, in: book, key: "after", on: "2026-01-05")
            try await bench.catchUp()
            try await requireEqual(book, in: bench)
        }
    }
}
