// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import Postgres
import TestKit
import Testing

@Suite struct HoldFundsTests {
    @Test func whatIsHeldCountsAgainstTheFloorAtOnce() async throws {
        try await withHolds { bench in
            _ = try await bench.hold(700, key: "h1")
            await #expect(throws: FloorReached(account: .cash, available: .gbp(300))) {
                try await bench.hold(301, key: "h2")
            }
            await #expect(throws: FloorReached(account: .cash, available: .gbp(300))) {
                try await bench.spend(301, key: "s1")
            }
            try await bench.spend(300, key: "s2")
            await #expect(throws: FloorReached(account: .cash, available: .gbp(0))) {
                try await bench.spend(1, key: "s3")
            }
            #expect(try await bench.pendingCredits() == 700)
        }
    }

    @Test func repeatedItAnswersTheSameHold() async throws {
        try await withHolds { bench in
            let first = try await bench.hold(100, key: "h")
            #expect(try await bench.hold(100, key: "h") == first)
            #expect(try await bench.pendingCredits() == 100)
            await #expect(throws: IdempotencyKeyReused()) { try await bench.hold(101, key: "h") }
            await #expect(throws: IdempotencyKeyReused()) { try await bench.spend(1, key: "h") }
        }
    }

    @Test func aRefusalIsAnsweredAgain() async throws {
        try await withHolds { bench in
            await #expect(throws: FloorReached(account: .cash, available: .gbp(1000))) {
                try await bench.hold(2000, key: "h")
            }
            _ = try await bench.ledger.post(
                .of([.debit(.cash, .gbp(5000)), .credit(.sales, .gbp(5000))], in: bench.book, key: "more"))
            await #expect(throws: FloorReached(account: .cash, available: .gbp(1000))) {
                try await bench.hold(2000, key: "h")
            }
        }
    }

    @Test func expiredHoldsReserveNothing() async throws {
        try await withHolds { bench in
            await #expect(throws: HoldExpiryPast()) {
                try await bench.hold(1, key: "past", expiresAt: Clocks.start)
            }
            let soon = try await bench.database.withPool(size: 1) { admin in
                try await admin.row("select clock_timestamp() + interval '300 milliseconds'", as: Instant.self)
            }
            let hold = try await bench.hold(1000, key: "h", expiresAt: soon)
            // Refused until the database's clock is past the hold's time; each attempt has a key of its own.
            var attempts = 0
            while true {
                attempts += 1
                do {
                    try await bench.spend(1000, key: "spend-\(attempts)")
                    break
                } catch let refusal as FloorReached {
                    #expect(refusal.available == .gbp(0))
                    try #require(attempts < 10_000)
                }
            }
            let ended = try await bench.get(hold)
            #expect(ended.state == .expired && ended.remaining == .gbp(0) && ended.endedAt != nil)
            #expect(try await bench.pendingCredits() == 0)
            await #expect(throws: HoldEnded(state: .expired)) { try await bench.confirm(hold, key: "late") }
        }
    }

    @Test func holdsAreFactsOfTheFeed() async throws {
        try await withHolds { bench in
            let hold = try await bench.hold(400, key: "h")
            _ = try await bench.confirm(hold, key: "c", 150)
            let reader = bench.ledger.as(bench.ledger.caller.with([.readLedgerFeed]))
            let changes = try await reader.call(
                ReadLedgerFeed(book: bench.book, after: FeedPosition(unchecked: 0), limit: PageLimit(unchecked: 1000)))
            #expect(changes.items.map(\.position.rawValue) == Array(1...changes.head.rawValue))
            let last = changes.items.suffix(3)
            #expect(last.map(\.kind) == [.hold, .entry, .hold])
            #expect(last.compactMap(\.hold?.state) == [.active, .confirmed])
            #expect(last.compactMap(\.entry?.kind) == [.confirmation])
        }
    }

    @Test func refusalsAreClear() async throws {
        try await withHolds { bench in
            func hold(_ debit: AccountCode, _ amount: Money, _ key: String) async throws -> HoldFunds.Response {
                try await bench.ledger.call(
                    HoldFunds(
                        book: bench.book, idempotencyKey: .init(validating: key), debit: debit, credit: .cash,
                        amount: amount))
            }
            await #expect(throws: AccountNotFound(account: "77")) { try await hold("77", .gbp(1), "1") }
            await #expect(throws: AccountIsHeading(account: "5000")) { try await hold("5000", .gbp(1), "2") }
            await #expect(throws: AccountCurrencyMismatch(account: .cash, accountCurrency: .gbp)) {
                try await hold("5300", .eur(1), "3")
            }
            await #expect(throws: RemoteError.self) { try await hold("5300", .gbp(0), "4") }
            await #expect(throws: RemoteError.self) { try await hold(.cash, .gbp(1), "5") }
            await #expect(throws: BookNotFound()) {
                try await bench.ledger.inOtherOrganisation.call(
                    HoldFunds(
                        book: bench.book, idempotencyKey: .init(validating: "6"), debit: "5300", credit: .cash,
                        amount: .gbp(1)))
            }
        }
    }
}
