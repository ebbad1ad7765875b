// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import LedgerService

@Suite struct GetAccountStatementTests {
    @Test func linesCarryTheBalanceInTheOrderOfTheirDates() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let client = ClientID.new(at: Clocks.start)
            for (index, day) in ["2026-02-02", "2026-01-10", "2026-02-01", "2026-02-02", "2026-03-01"].enumerated() {
                let pence = [1, 10, 100, 1000, 10_000][index] as Int64
                _ = try await ledger.post(
                    .of(
                        EntryLine.sale(pence, client: index == 0 ? client : nil), in: book, key: "\(index)",
                        on: CalendarDate(validating: day), document: "D\(index)"))
            }
            func statement(_ filter: DimensionFilter? = nil) async throws -> GetAccountStatement.Response {
                try await ledger.call(
                    GetAccountStatement(
                        book: book, account: .receivables, from: "2026-02-01", to: "2026-02-28", filter: filter))
            }
            let february = try await statement()
            #expect(
                february.figures
                    == BalanceFigures(opening: .gbp(10), debits: .gbp(1101), credits: .gbp(0), closing: .gbp(1111)))
            #expect(february.items.map(\.number.rawValue) == [3, 1, 4])
            #expect(february.items.map(\.balance) == [.gbp(110), .gbp(111), .gbp(1111)])
            #expect(february.items[1].line == EntryLine.sale(1, client: client)[0])
            #expect(february.items[1].documentReference?.text == "D0")
            let entry = try await ledger.call(GetEntry(book: book, number: EntryNumber(unchecked: 3))).entry
            #expect(february.items[0].entry == entry.id && february.items[0].recordedAt == entry.recordedAt)
            let one = try await statement(DimensionFilter(client: client))
            #expect(one.items.map(\.balance) == [.gbp(1)] && one.figures.closing == .gbp(1))
        }
    }

    @Test func accountOfOneCurrencyIsShownInIt() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            _ = try await ledger.call(
                CreateAccount(
                    book: book, idempotencyKey: .init(validating: "a"), code: "1021", name: Text(validating: "Euros"),
                    kind: .asset, parent: "1000", currency: .eur))
            let lines = [EntrySide.debit, .credit].map { side in
                EntryLine(
                    account: side == .debit ? "1021" : .sales, side: side, amount: .eur(70), functionalAmount: .gbp(60))
            }
            _ = try await ledger.post(.of(lines, in: book))
            func closing(_ account: AccountCode, _ currency: CurrencyCode? = nil) async throws -> [Money] {
                let answer = try await ledger.call(
                    GetAccountStatement(book: book, account: account, currency: currency))
                return answer.items.map(\.balance) + [answer.figures.closing]
            }
            #expect(try await closing("1021") == [.eur(70), .eur(70)])
            #expect(try await closing("1021", .gbp) == [.gbp(0)])
            #expect(try await closing(.sales) == [.gbp(-60), .gbp(-60)])
            #expect(try await closing(.sales, .eur) == [.eur(-70), .eur(-70)])
        }
    }

    /// Accounts of many lines are read day by day, others line by line.
    @Test func bothWaysOfReadingFindTheSameLines() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            var random = SeededGenerator(state: 11)
            for batch in 0..<4 {
                let entries = try (0..<40).map { index in
                    let account: [AccountCode] = [.cash, .receivables, "1020"]
                    return try NewEntry.of(
                        [
                            .debit(account.randomElement(using: &random) ?? .cash, .gbp(Int64(index + 1))),
                            .credit(.sales, .gbp(Int64(index + 1))),
                        ], key: "\(batch)-\(index)",
                        on: CalendarDate(daysSince1970: Int32.random(in: 20_440...20_450, using: &random)))
                }
                _ = try await ledger.call(PostEntries.of(entries, in: book))
            }
            let record = try await ledger.context.book(book, of: ledger.caller)
            let accounts: [AccountCode] = [.cash, .receivables]
            let pool = ledger.context.database
            let ids = try await pool.withTransaction { tx in
                try await AccountSelectionStore.select(accounts, scope: .own, of: record.number, in: tx).members ?? []
            }
            func lines(isDense: Bool) -> StatementLines {
                StatementLines(
                    book: record.number, accounts: ids, currency: .gbp, filter: nil, isDense: isDense)
            }
            let (dense, sparse) = (lines(isDense: true), lines(isDense: false))
            var place: StatementPlace?
            var count = 0
            repeat {
                let pages = try await [dense, sparse].asyncMap { lines in
                    try await pool.rows(
                        lines.page(from: "2025-12-20", to: "2025-12-26", after: place, limit: 9),
                        as: StoredStatementLine.self)
                }
                #expect(pages[0].map(\.place) == pages[1].map(\.place))
                count += pages[0].count
                place = pages[0].last?.place
                guard let place else { break }
                let sums = try await [dense, sparse].asyncMap { lines in
                    try await pool.row(lines.sum(upTo: place, onlyItsDay: true), as: Int128.self)
                }
                #expect(sums[0] == sums[1] && sums[0] > 0)
            } while place != nil
            #expect(count > 30)
        }
    }

    @Test func unknownAccountForeignCursorAndForeignBookAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: AccountNotFound(account: "9")) {
                try await ledger.call(GetAccountStatement(book: book, account: "9"))
            }
            for key in ["1", "2"] { _ = try await ledger.post(.of(EntryLine.sale(1), in: book, key: key)) }
            let first = try await ledger.call(
                GetAccountStatement(book: book, account: .sales, limit: PageLimit(unchecked: 1)))
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.call(GetAccountStatement(book: book, account: .receivables, cursor: first.next))
            }
            #expect(error?.violations.first?.path == "$.cursor")
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(GetAccountStatement(book: book, account: .sales))
            }
        }
    }
}

extension Array where Element: Sendable {
    fileprivate func asyncMap<Answer>(_ body: (Element) async throws -> Answer) async rethrows -> [Answer] {
        var answers: [Answer] = []
        for element in self { answers.append(try await body(element)) }
        return answers
    }
}
