// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ReportingService
import ServiceKit
import TestKit
import Testing

@Suite struct RebuildTests {
    private func generations(_ bench: Bench) async throws -> Set<Int32> {
        Set(
            try await bench.database.rows(
                """
                select generation from reporting.fact_line union select generation from reporting.client
                    union select generation from reporting.turnover union select generation from reporting.revenue
                    union select generation from reporting.account union select generation from reporting.book
                """, as: Int32.self))
    }

    private func fill(_ bench: Bench, _ count: Int = 200) async throws -> BookID {
        let book = try await bench.ledger.openBook()
        let clients = [try await bench.clients.create("Ada").id, try await bench.clients.create("Bob").id]
        var postings = try await RandomPostings(in: book, of: bench, seed: 11, clients: clients)
        try await postings.post(count, to: bench.ledger)
        try await bench.catchUp()
        return book
    }

    private func revenue(_ bench: Bench, _ book: BookID) async throws -> GetRevenueByClient.Response {
        try await bench.call(GetRevenueByClient(book: book, from: "2025-01-01", to: "2026-12-31", by: .month))
    }

    @Test func theRebuiltEqualsTheLive() async throws {
        try await withBench { bench in
            let book = try await fill(bench)
            let before = try await Projected(of: book, in: bench)
            let report = try await revenue(bench, book)
            #expect(try await Rebuild.run(bench.reporting.environment) == 2)
            #expect(try await Projected(of: book, in: bench) == before)
            #expect(try await revenue(bench, book) == report)
            #expect(try await generations(bench) == [2])
            #expect(try await Rebuild.run(bench.reporting.environment) == 2)
            #expect(try await generations(bench) == [3])
        }
    }

    /// The mistake in the live figures is there until the rebuilt ones replace it at once.
    @Test func reportsGoOnWhileTheNextGenerationGrows() async throws {
        try await withBench { bench in
            let book = try await fill(bench)
            let right = try await revenue(bench, book)
            try await bench.database.execute("update reporting.revenue set amount = amount + 1")
            let wrong = try await revenue(bench, book)
            #expect(!wrong.tieOut.holds && wrong.total != right.total)

            let environment = bench.reporting.environment
            _ = try await FeedGenerations.begin("ledger", at: Clocks.start, in: environment.database)
            let slow = FeedConsumer(
                InterruptedFeed(bench.readersSource, pageLimit: 50) { page, _ in
                    if page % 2 == 0 { throw Broken() }
                }, in: environment)
            #expect(try await slow.pass().failures == 1)
            #expect(try await generations(bench) == [1, 2])
            #expect(try await revenue(bench, book) == wrong)
            let position = try await bench.call(GetReportedTrialBalance(book: book)).feedPosition
            // The live generation moves on meanwhile, so the other one must come as far.
            try await bench.ledger.sell(5, to: nil, in: book, key: "meanwhile", on: "2026-01-05")
            _ = try await FeedConsumer(bench.readersSource, in: environment).pass()
            let after = try await bench.call(GetReportedTrialBalance(book: book))
            #expect(after.feedPosition.rawValue == position.rawValue + 1)
            try await bench.catchUp()
            let rebuilt = try await revenue(bench, book)
            #expect(rebuilt.tieOut.holds)
            #expect(rebuilt.total.minorUnits == right.total.minorUnits + 5)
            #expect(try await generations(bench) == [1, 2])  // clients were not rebuilt
        }
    }

    @Test func anotherOrganisationIsLeftAsItIs() async throws {
        try await withBench { bench in
            _ = try await fill(bench, 10)
            _ = try await bench.ledger.inOtherOrganisation.openBook()
            try await bench.catchUp()
            #expect(try await Rebuild.run(bench.reporting.environment, .second) == 1)
            let live = try await bench.database.rows(
                "select live_generation from reporting.feed where organisation_id = \(OrganisationID.first)",
                as: Int32.self)
            #expect(Set(live) == [1])
        }
    }
}
