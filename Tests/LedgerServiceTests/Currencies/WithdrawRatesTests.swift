// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct WithdrawRatesTests {
    private static let january = RateKey(from: .eur, on: "2026-01-10")
    private static let missing = RateNotFound(from: .eur, to: .gbp, on: "2026-01-10", type: .spot)

    @Test func withdrawnRateLeavesTheOneBeforeIt() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(
                SetRates.of([.of(.eur, "0.85"), .of(.eur, "8.5", on: "2026-01-10")], in: book))
            #expect(try await ledger.call(WithdrawRates.of([Self.january], in: book)).withdrawn == Count(1))
            #expect(try await ledger.rate(.eur, in: book, on: "2026-01-20").rate == "0.85")
            let history = try await ledger.call(ListRates(book: book, filter: RateFilter(withHistory: true))).items
            #expect(history.map(\.rate) == ["0.85", "8.5"] && history[1].endedBy != nil)

            let feed = ledger.as(ledger.caller.with([.readLedgerFeed]))
            let changes = try await feed.call(
                ReadLedgerFeed(book: book, after: .start, limit: PageLimit(unchecked: 1000)))
            #expect(changes.items.compactMap(\.rate).map { $0.endedAt == nil } == [true, true, false])
            #expect(changes.items.last?.kind == .rate && changes.items.last?.rate == history[1])

            let again = try await ledger.call(SetRates.of([.of(.eur, "0.86", on: "2026-01-10")], in: book, key: "2"))
            #expect(again == .init(added: Count(1), unchanged: Count(0), corrected: []))
            let now = try await ledger.call(ListRates(book: book)).items
            #expect(now.map(\.revision.rawValue) == [1, 2] && now.map(\.rate) == ["0.85", "0.86"])
        }
    }

    @Test func allAreWithdrawnOrNone() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(SetRates.of([.of(.eur, "0.85")], in: book))
            let both = [RateKey(from: .eur, on: "2026-01-01"), Self.january]
            await #expect(throws: Self.missing) { try await ledger.call(WithdrawRates.of(both, in: book)) }
            #expect(try await ledger.rate(.eur, in: book, on: "2026-01-20").rate == "0.85")
            _ = try await ledger.call(WithdrawRates.of([both[0]], in: book, key: "one"))
            await #expect(throws: RateNotFound(from: .eur, to: .gbp, on: "2026-01-01", type: .spot)) {
                try await ledger.call(WithdrawRates.of([both[0]], in: book, key: "two"))
            }
        }
    }

    @Test func onlyTheBooksOrganisationAndManagersOfRatesWithdraw() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let withdrawal = try WithdrawRates.of([Self.january], in: book)
            await #expect(throws: BookNotFound()) { try await ledger.inOtherOrganisation.call(withdrawal) }
            let error = await #expect(throws: RemoteError.self) { try await ledger.as(.bookkeeper).call(withdrawal) }
            #expect(error?.code == -32003)
            let twice = await #expect(throws: RemoteError.self) {
                try await ledger.call(WithdrawRates.of([Self.january, Self.january], in: book, key: "twice"))
            }
            #expect(twice?.violations.map(\.path) == ["$.rates[1]"])
        }
    }
}
