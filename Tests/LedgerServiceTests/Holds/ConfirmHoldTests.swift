// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import TestKit
import Testing

@Suite struct ConfirmHoldTests {
    @Test func theWholeIsPostedWithWhatTheHoldSays() async throws {
        try await withHolds { bench in
            let client = ClientID.new(at: Clocks.start)
            let hold = try await bench.hold(1000, key: "h", client: client)
            let posted = try await bench.confirm(hold, key: "c")
            let entry = try await bench.ledger.call(GetEntry(book: bench.book, entry: posted.entry)).entry
            #expect(entry.kind == .confirmation && entry.postedOn == "2026-02-01")
            #expect(entry.description?.text == "Rent" && entry.documentReference?.text == "L-1")
            #expect(
                entry.lines == [
                    .debit("5300", .gbp(1000), client: client), .credit(.cash, .gbp(1000), client: client),
                ])
            #expect(try await bench.get(hold).state == .confirmed)
            #expect(try await bench.pendingCredits() == 0)
            #expect(try await bench.confirm(hold, key: "c") == posted)
            await #expect(throws: HoldEnded(state: .confirmed)) { try await bench.confirm(hold, key: "c2") }
        }
    }

    @Test func theRestIsReleasedOrKept() async throws {
        try await withHolds { bench in
            let hold = try await bench.hold(1000, key: "h")
            _ = try await bench.confirm(hold, key: "1", 300, keepsRest: true)
            let part = try await bench.get(hold)
            #expect(part.state == .active && part.amount == .gbp(1000) && part.remaining == .gbp(700))
            #expect(try await bench.pendingCredits() == 700)
            await #expect(throws: HoldExceeded(remaining: .gbp(700))) { try await bench.confirm(hold, key: "2", 701) }
            _ = try await bench.confirm(hold, key: "3", 200)
            #expect(try await bench.get(hold).state == .confirmed)
            #expect(try await bench.pendingCredits() == 0)
            try await bench.spend(500, key: "rest")
        }
    }

    @Test func aHoldIsOfItsBookAndOrganisation() async throws {
        try await withHolds { bench in
            let hold = try await bench.hold(10, key: "h")
            await #expect(throws: HoldNotFound()) { try await bench.confirm(HoldBench.nobody, key: "c") }
            await #expect(throws: BookNotFound()) {
                try await bench.ledger.inOtherOrganisation.call(
                    ConfirmHold(
                        book: bench.book, idempotencyKey: .init(validating: "o"), hold: hold, postedOn: "2026-02-01"))
            }
            let other = try await bench.ledger.openBook("other")
            await #expect(throws: HoldNotFound()) {
                try await bench.ledger.call(
                    ConfirmHold(
                        book: other, idempotencyKey: .init(validating: "o"), hold: hold, postedOn: "2026-02-01"))
            }
        }
    }

    @Test func twoConfirmationsAtOncePostOnce() async throws {
        try await withHolds { bench in
            let hold = try await bench.hold(1000, key: "h")
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<8 {
                    group.addTask { (try? await bench.confirm(hold, key: "c\(index)")) != nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(outcomes == 1)
            #expect(try await bench.ledger.entryCount(of: bench.book) == 2)
        }
    }
}
