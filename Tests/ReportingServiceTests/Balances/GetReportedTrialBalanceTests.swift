// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetReportedTrialBalanceTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func equalsTheLedgersAtTheSamePosition(seed: UInt64) async throws {
        try await withBench { bench in
            let book = try await bench.ledger.openBook()
            let clients = [try await bench.clients.create("Ada").id, try await bench.clients.create("Bob").id]
            var postings = try await RandomPostings(in: book, of: bench, seed: seed, clients: clients)
            for _ in 0..<3 {
                try await postings.post(120, to: bench.ledger)
                try await bench.catchUp()
                for (from, to) in spans {
                    let ledger = try await bench.ledger.call(GetTrialBalance(book: book, asOf: to, from: from))
                    let reported = try await bench.call(GetReportedTrialBalance(book: book, from: from, asOf: to))
                    #expect(reported.rows == ledger.rows)
                    #expect(reported.totalDebits == ledger.totalDebits)
                    #expect(reported.totalCredits == ledger.totalCredits)
                    #expect(reported.feedPosition == ledger.feedPosition)
                }
            }
            let all = try await bench.call(GetReportedTrialBalance(book: book))
            #expect(all.rows.count > 3 && all.totalDebits == all.totalCredits)
        }
    }

    private var spans: [(CalendarDate?, CalendarDate?)] {
        [
            (nil, nil), (nil, "2026-01-15"), ("2026-01-15", nil), ("2025-12-01", "2025-12-31"),
            ("2025-12-10", "2026-02-10"), ("2026-01-07", "2026-01-07"), (nil, "2026-01-31"),
            ("2025-11-20", "2026-03-29"), ("2027-01-01", "2027-12-31"), ("0001-01-01", "9999-12-31"),
        ]
    }

    @Test func showsWhatWasReadAndHowOldItIs() async throws {
        try await withBench { bench in
            let book = try await bench.ledger.openBook()
            try await bench.ledger.sell(100, to: nil, in: book, key: "1", on: "2026-01-05")
            try await bench.catchUp()
            try await bench.ledger.sell(50, to: nil, in: book, key: "2", on: "2026-01-06")
            let before = try await bench.call(GetReportedTrialBalance(book: book))
            #expect(before.totalDebits == .gbp(100))
            let entry = try await bench.ledger.call(GetTrialBalance(book: book))
            #expect(before.feedPosition.rawValue == entry.feedPosition.rawValue - 1)
            #expect(before.asOf.map(\.source) == [.ledger] && before.asOf[0].book == book)
            try await bench.catchUp()
            #expect(try await bench.call(GetReportedTrialBalance(book: book)).totalDebits == .gbp(150))
        }
    }

    @Test func aRenamedAccountIsShownUnderItsNewName() async throws {
        try await withBench { bench in
            let book = try await bench.ledger.openBook()
            try await bench.ledger.sell(100, to: nil, in: book, key: "1", on: "2026-01-05")
            try await bench.catchUp()
            _ = try await bench.ledger.call(
                UpdateAccount(
                    book: book, idempotencyKey: try .init(validating: "rename"), code: .sales,
                    ifVersion: Version(unchecked: 1), name: try Text(validating: "Goods sold")))
            try await bench.catchUp()
            let row = try await bench.call(GetReportedTrialBalance(book: book)).rows.first { $0.account == .sales }
            #expect(row?.name.text == "Goods sold")
        }
    }

    @Test func backwardsSpansAreInvalidAndOtherBooksNotFound() async throws {
        try await withBench { bench in
            let book = try await bench.ledger.openBook()
            await #expect(throws: BookNotReported()) { try await bench.call(GetReportedTrialBalance(book: book)) }
            try await bench.catchUp()
            let error = await #expect(throws: RemoteError.self) {
                try await bench.call(GetReportedTrialBalance(book: book, from: "2026-01-02", asOf: "2026-01-01"))
            }
            #expect(error?.violations.first?.path == "$.from")
            await #expect(throws: BookNotReported()) {
                try await bench.reporting.inOtherOrganisation.call(GetReportedTrialBalance(book: book))
            }
        }
    }

    @Test func needsThePermission() async throws {
        try await withBench { bench in
            let call = GetReportedTrialBalance(book: BookID.new(at: Clocks.start))
            for caller in [bench.reporting.as(.bookkeeper), bench.reporting.as(service: .ledger)] {
                let error = await #expect(throws: RemoteError.self) { try await caller.call(call) }
                #expect(error?.code == StandardCode.permissionDenied.rawValue)
            }
        }
    }
}
