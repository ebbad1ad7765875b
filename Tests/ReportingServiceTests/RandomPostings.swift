// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import LedgerService
import TestKit

/// Entries of random accounts, clients, amounts and days, in a random order of days, so that most are back-dated.
struct RandomPostings {
    static let first: CalendarDate = "2025-11-20"
    static let days = 130

    private var generator: SplitMix64
    private var number = 0
    let book: BookID
    let accounts: [AccountCode]
    let clients: [ClientID?]

    init(in book: BookID, of bench: Bench, seed: UInt64, clients: [ClientID]) async throws {
        self.book = book
        self.clients = clients + [nil]
        accounts = try await bench.ledger.call(ListAccounts(book: book, limit: PageLimit(unchecked: 1000))).items
            .filter { !$0.isHeading && !$0.isClosed && $0.currency == nil }.map(\.code)
        generator = SplitMix64(seed: seed)
    }

    mutating func post(_ count: Int, to ledger: ServiceUnderTest<LedgerServer>) async throws {
        let entries = try (0..<count).map { _ in try entry() }
        let outcomes = try await ledger.call(PostEntries(book: book, entries: try List(validating: entries))).outcomes
        guard outcomes.allSatisfy({ $0.refused == nil }) else { throw Refused() }
    }

    struct Refused: Error {}

    private mutating func entry() throws -> NewEntry {
        number += 1
        let pence = Money.gbp(Int64.random(in: 1...1_000_000, using: &generator))
        // Half of the entries are sales or take one back, so that revenue has something to sum.
        let isSale = Bool.random(using: &generator)
        let debit = isSale ? AccountCode.receivables : any(of: accounts)
        let credit = isSale ? AccountCode.sales : any(of: accounts)
        let client = clients[Int.random(in: 0..<clients.count, using: &generator)]
        let isReturn = Int.random(in: 0..<5, using: &generator) == 0
        let lines: [EntryLine] =
            isReturn
            ? [.debit(credit, pence, client), .credit(debit, pence, client)]
            : [.debit(debit, pence, client), .credit(credit, pence, client)]
        return NewEntry(
            idempotencyKey: try .init(validating: "random-\(number)"),
            postedOn: Self.first.adding(days: Int.random(in: 0..<Self.days, using: &generator)),
            lines: try List(validating: lines))
    }

    private mutating func any(of accounts: [AccountCode]) -> AccountCode {
        accounts[Int.random(in: 0..<accounts.count, using: &generator)]
    }
}
