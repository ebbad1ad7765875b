// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import LedgerService
import ReportingService
import ServiceKit
import TestKit
import Testing

/// Figures belong to accounts, whatever these are numbered when they are read.
@Suite struct RenumberedAccountTests {
    private func renumber(_ code: AccountCode, _ newCode: AccountCode, in book: BookID, _ bench: Bench) async throws {
        let version = try await bench.ledger.call(GetAccount(book: book, code: code)).account.version
        _ = try await bench.ledger.call(
            UpdateAccount(
                book: book, idempotencyKey: try .init(validating: "\(code)-\(newCode)"), code: code,
                ifVersion: version, newCode: newCode))
    }

    /// Two accounts have exchanged their numbers, and sales have another one.
    private func fill(_ bench: Bench) async throws -> BookID {
        let book = try await bench.ledger.openBook()
        for day in 1...9 {
            try await bench.ledger.sell(
                Int64(day), to: nil, in: book, key: "a-\(day)", on: CalendarDate(validating: "2026-01-0\(day)"))
        }
        try await bench.ledger.post(
            [.debit(.cash, .gbp(1000)), .credit("1020", .gbp(1000))], in: book, key: "cash", on: "2026-01-05")
        try await renumber(.cash, "1999", in: book, bench)
        try await renumber("1020", .cash, in: book, bench)
        try await renumber("1999", "1020", in: book, bench)
        try await renumber(.sales, "4000.1", in: book, bench)
        try await bench.ledger.post(
            [.debit(.cash, .gbp(7)), .credit("4000.1", .gbp(7))], in: book, key: "after", on: "2026-02-05")
        return book
    }

    private func requireEqual(_ book: BookID, in bench: Bench) async throws {
        let ledger = try await bench.ledger.call(GetTrialBalance(book: book))
        let reported = try await bench.call(GetReportedTrialBalance(book: book))
        #expect(reported.rows == ledger.rows && reported.feedPosition == ledger.feedPosition)
        #expect(reported.rows.first { $0.account == "1020" }?.balance == .gbp(1000))
        let report = try await bench.call(GetRevenueByClient(book: book, from: "2026-01-01", to: "2026-12-31"))
        #expect(report.tieOut.holds && report.total == .gbp(52))
    }

    @Test func figuresAreThoseOfTheLedgerAfterNumbersHaveChanged() async throws {
        try await withBench { bench in
            let book = try await fill(bench)
            try await bench.catchUp()
            try await requireEqual(book, in: bench)
            let whole = try await Projected(of: book, in: bench)
            #expect(try await Rebuild.run(bench.reporting.environment) >= 1)
            #expect(try await Projected(of: book, in: bench) == whole)
        }
    }

    /// Old entries are read with numbers that the reader has not heard of yet.
    @Test func lateReaderOfShortPagesMakesTheSame() async throws {
        try await withBench { bench in
            let book = try await fill(bench)
            let reader = FeedConsumer(
                InterruptedFeed(bench.readersSource, pageLimit: 3), in: bench.reporting.environment)
            var passes = 0
            while try await bench.isBehind() {
                _ = try await reader.pass()
                passes += 1
                try #require(passes < 100)
            }
            try await requireEqual(book, in: bench)
        }
    }
}
