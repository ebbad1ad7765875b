// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import LedgerService
import Postgres
import TestKit
import Testing

/// The statements that run often, as the service runs them, must not read whole tables.
@Suite struct JournalPlanTests {
    private static let grown = ["entry", "line", "chain", "turnover"]

    private func fill(_ database: TestDatabase, client: ClientID) async throws -> BookID {
        try await withService(LedgerServer.self, over: database, as: .user(.accountant)) { ledger in
            let book = try await ledger.openBook()
            let accounts = try await ledger.call(ListAccounts(book: book)).items.filter { !$0.isHeading }.map(\.code)
            for batch in 0..<8 {
                let entries = try (0..<500).map { index in
                    let number = batch * 500 + index
                    let pence = Money.gbp(Int64(number + 1))
                    return try NewEntry.of(
                        [
                            .debit(accounts[number % accounts.count], pence, client: number % 50 == 0 ? client : nil),
                            .credit(accounts[(number * 7 + 3) % accounts.count], pence),
                        ], key: "fill-\(number)", on: CalendarDate(daysSince1970: 20_000 + Int32(number % 400)),
                        document: "D-\(number)")
                }
                _ = try await ledger.call(PostEntries.of(entries, in: book))
            }
            return book
        }
    }

    @Test func frequentStatementsReadByIndex() async throws {
        let client = ClientID.new(at: Clocks.start)
        try await withDatabase(.migrated(LedgerServer.self)) { database in
            let book = try await fill(database, client: client)
            try await database.withPool(size: 1) { _ = try await $0.execute("analyze") }
            let before = try await database.sequentialScans(of: Self.grown)
            try await withService(LedgerServer.self, over: database, as: .user(.accountant)) { ledger in
                let posted = try await ledger.post(.of(EntryLine.sale(5), in: book, key: "after"))
                _ = try await ledger.call(PostEntries.of([.of(EntryLine.sale(6), key: "fill-1")], in: book))
                _ = try await ledger.call(GetEntry(book: book, entry: posted.entry))
                let late = CalendarDate(daysSince1970: 20_399)
                for filter in [
                    nil, EntryFilter(account: .cash), EntryFilter(client: client),
                    EntryFilter(documentReference: try Text(validating: "D-77")),
                    EntryFilter(postedFrom: late, postedTo: late),
                ] {
                    let limit = PageLimit(unchecked: 5)
                    let page = try await ledger.call(ListEntries(book: book, filter: filter, limit: limit))
                    #expect(!page.items.isEmpty)
                }
                let few = try List<1, 500, AccountCode>(validating: [.cash, .sales])
                _ = try await ledger.call(GetBalances(book: book, accounts: few))
                _ = try await ledger.call(GetBalances(book: book, accounts: few, asOf: late))
                _ = try await ledger.call(GetTrialBalance(book: book, asOf: late, from: late))
                let reader = ledger.as(ledger.caller.with([.readLedgerFeed]))
                let after = FeedPosition(unchecked: 3000)
                _ = try await reader.call(ReadLedgerFeed(book: book, after: after, limit: PageLimit(unchecked: 5)))
            }
            let after = try await database.sequentialScans(of: Self.grown)
            #expect(after == before)
        }
    }
}
