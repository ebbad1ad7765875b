// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import LedgerService
import Postgres
import TestKit
import Testing

/// What reads of a book may cost: rows of the book that is asked, and of these only the ones that are asked for.
@Suite struct ReadPlanTests {
    /// Proof and exchange read a small book to its end, and nothing of the large one beside it.
    @Test func proofOfABookReadsNoOther() async throws {
        let grown = ["entry", "line", "chain", "feed", "turnover", "symbol", "rate", "budget_line", "budget_turnover"]
        try await withDatabase(.migrated(LedgerServer.self)) { database in
            let book = try await withLedger(over: database) { ledger in
                _ = try await ledger.openLongBook("long")
                let book = try await ledger.openBusyBook()
                _ = try await ledger.call(SetRates.of([.of(.eur, "0.85")], in: book))
                try await ledger.useCostCentres(in: book)
                _ = try await ledger.call(CreateBudget.of(in: book))
                _ = try await ledger.call(SetBudgetLines.of([.of(.rent, 1, costCentre: "c1")], in: book))
                return book
            }
            try await database.withPool(size: 1) { admin in
                for statement in Self.copies { _ = try await admin.execute(statement) }
                _ = try await admin.execute("analyze")
            }
            let before = try await database.sequentialScans(of: grown)
            try await withLedger(over: database) { ledger in
                #expect(try await ledger.verify(book).differences == [])
                for format in JournalFormat.allCases {
                    #expect(try await ledger.export(book, format).isEmpty == false)
                }
                let page = try await ledger.call(
                    ExportBook(book: book, format: .csv, from: "2026-02-03", to: "2026-02-04"))
                #expect(page.entries.rawValue == 2)
            }
            #expect(try await database.sequentialScans(of: grown) == before)
        }
    }

    /// Rows that the large book alone has, where posting makes few.
    private static let copies: [SQL] = [
        """
        insert into ledger.chain (book_id, feed_position, entry_number, recorded_at, hash)
        select book_id, feed_position + 100000 * copy, entry_number, recorded_at, hash
        from ledger.chain cross join generate_series(1, 300) as copy where book_id = 1
        """,
        """
        insert into ledger.feed (book_id, position, entry_number, kind, record)
        select book_id, position + 100000 * copy, entry_number, kind, record
        from ledger.feed cross join generate_series(1, 100) as copy where book_id = 1
        """,
        """
        insert into ledger.symbol (book_id, symbol_id, dimension, code, name)
        select 1, 1000 + copy, 'project', 'p' || copy, 'Project' from generate_series(1, 5000) as copy
        """,
        """
        insert into ledger.rate (book_id, rate_type, base, quote, starts_on, revision, rate, recorded_at, recorded_by,
            after_entry)
        select 1, 'spot', 'EUR', 'GBP', date '1990-01-01' + copy, 1, 0.85, now(), 'user:test', 0
        from generate_series(1, 5000) as copy
        """,
        """
        insert into ledger.budget (book_id, budget_id, code, name, first_month, last_month, state, check_level,
            created_at, created_by)
        values (1, 1, 'long', 'Long', '2026-01-01', '2026-12-01', 'd', 'n', now(), 'user:test')
        """,
        """
        insert into ledger.budget_line (book_id, budget_id, account_id, first_month, last_month, dimension, value,
            minor_units)
        select 1, 1, account_id, '2026-01-01', '2026-12-01', 'project', 'p' || copy, 1
        from ledger.account cross join generate_series(1, 200) as copy where book_id = 1
        """,
        """
        insert into ledger.budget_turnover (book_id, dimension, value, account_id, starts_on, minor_units)
        select 1, 'project', 'p' || copy, account_id, '2026-01-01', 1
        from ledger.account cross join generate_series(1, 200) as copy where book_id = 1
        """,
    ]

    /// Each of these wants few rows of a book with thousands.
    @Test func narrowQuestionsReadFewRows() async throws {
        try await withDatabase(.migrated(LedgerServer.self)) { database in
            let long = try await withLedger(over: database) { try await $0.openLongBook("long") }
            try await database.withPool(size: 1) { _ = try await $0.execute("analyze") }
            for (name, question) in try await questions(of: long, over: database) {
                let before = try await database.rowsRead(of: ["entry", "line", "turnover", "chain"])
                try await withLedger(over: database) { try await question($0) }
                let read = try await database.rowsRead(of: ["entry", "line", "turnover", "chain"]) - before
                #expect(read <= 1500, "\(name) read \(read) of some 20,000 rows")
            }
        }
    }

    private typealias Question = @Sendable (TestLedger) async throws -> Void

    private func questions(
        of long: LongBook, over database: TestDatabase
    ) async throws -> [(String, Question)] {
        let (book, client) = (long.book, long.client)
        let late = try await withLedger(over: database) { ledger in
            let filter = EntryFilter(numberFrom: EntryNumber(unchecked: 3_501))
            return try await ledger.call(
                ListEntries(book: book, filter: filter, limit: PageLimit(unchecked: 1))
            ).items[0].recordedAt
        }
        let one = try List<1, 500, AccountCode>(validating: [.cash])
        let balances: [(String, Question)] = [
            (
                "an account's balance at an instant",
                { _ = try await $0.call(GetBalances(book: book, accounts: one, recordedAt: late)) }
            ),
            (
                "a client's balance",
                { ledger in
                    let answer = try await ledger.call(
                        GetBalancesByDimension(book: book, dimension: .client, filter: DimensionFilter(client: client)))
                    #expect(answer.items.count == 1)
                }
            ),
            (
                "an account's months",
                { ledger in
                    _ = try await ledger.call(
                        GetPeriodBalances(book: book, from: "2024-10-01", to: "2025-11-30", accounts: one))
                }
            ),
            (
                "a week of an account",
                { ledger in
                    let answer = try await ledger.call(
                        GetAccountStatement(book: book, account: .cash, from: "2025-03-01", to: "2025-03-07"))
                    #expect(!answer.items.isEmpty)
                }
            ),
        ]
        let filters: [(String, EntryFilter)] = [
            ("an account's days", EntryFilter(account: .cash, postedFrom: "2025-03-01", postedTo: "2025-03-07")),
            ("an account's amount", EntryFilter(account: .cash, amountFrom: .gbp(4_000), amountTo: .gbp(4_100))),
            (
                "a text within a day",
                EntryFilter(
                    postedFrom: "2025-03-01", postedTo: "2025-03-01", text: try Text(validating: "rent"))
            ),
            (
                "a reference of a source",
                EntryFilter(
                    source: try Text(validating: "till"), externalReference: try Text(validating: "40"))
            ),
            ("an instant", EntryFilter(recordedFrom: late, recordedTo: late)),
            ("what was reversed", EntryFilter(isReversed: true)),
        ]
        return balances
            + filters.map { name, filter in
                (
                    "entries of " + name,
                    { ledger in
                        let order: EntryOrder? = filter.postedFrom == nil ? nil : .postedOn
                        _ = try await ledger.call(
                            ListEntries(book: book, filter: filter, limit: PageLimit(unchecked: 5), order: order))
                    }
                )
            }
    }
}

/// A book of 4,000 entries over 400 days from 4 October 2024 on, some of them about one client.
struct LongBook {
    let book: BookID
    let client: ClientID
}

private func withLedger<Answer>(
    over database: TestDatabase, _ body: (TestLedger) async throws -> Answer
) async throws -> Answer {
    try await withService(LedgerServer.self, over: database, as: .user(.accountant), body)
}

extension ServiceUnderTest where S == LedgerServer {
    func openLongBook(_ code: String) async throws -> LongBook {
        let book = try await openBook(code)
        let client = ClientID(UUIDValue(high: 0x0199_0000_0000_7007, low: 0x8000_0000_0000_0007))
        let accounts = try await call(ListAccounts(book: book)).items.filter { !$0.isHeading }.map(\.code)
        for batch in 0..<8 {
            let entries = try (0..<500).map { index in
                let number = batch * 500 + index
                let pence = Money.gbp(Int64(number + 1))
                return NewEntry(
                    idempotencyKey: try .init(validating: "long-\(number)"),
                    postedOn: CalendarDate(daysSince1970: 20_000 + Int32(number % 400)),
                    description: try Text(validating: number % 40 == 0 ? "Rent" : "Other"),
                    external: number % 20 == 0
                        ? ExternalReference(
                            source: try Text(validating: "till"), reference: try Text(validating: "\(number)")) : nil,
                    lines: try List(
                        validating: [
                            .debit(accounts[number % accounts.count], pence, client: number % 50 == 0 ? client : nil),
                            .credit(accounts[(number * 7 + 3) % accounts.count], pence),
                        ]))
            }
            let answer = try await call(PostEntries.of(entries, in: book))
            if batch == 0 {
                let entry = try #require(answer.outcomes.first?.posted?.entry)
                _ = try await call(ReverseEntry(book: book, idempotencyKey: "long-reversal", entry: entry))
            }
        }
        return LongBook(book: book, client: client)
    }
}
