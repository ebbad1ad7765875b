// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@testable import LedgerService

/// Every way of reading a balance against the sum of the entries, over random books.
@Suite struct BalanceModelTests {
    private static let accounts: [AccountCode] = ["1010", "1020", "1100", "2100", "4100", "4200", "5100", "3200"]
    private static let headings: [AccountCode?] = [nil, "1000", "4000", "1100", "3000"]
    private static let clients = (1...3).map {
        ClientID(UUIDValue(high: 0x0199_0000_0000_7000, low: 0x8000 << 48 | $0))
    }

    private func withBook(
        seed: UInt64, _ body: (TestLedger, BookID, NaiveBook, inout SeededGenerator) async throws -> Void
    )
        async throws
    {
        var surroundings = TestSurroundings()
        surroundings.clock = TestClock(at: try Instant(validating: "2026-02-20T12:00:00Z")).clock
        try await withService(LedgerServer.self, as: .user(.accountant), in: surroundings) { ledger in
            var random = SeededGenerator(state: seed)
            let book = try await ledger.openBook()
            try await ledger.useAllDimensions(in: book)
            for batch in 0..<24 {
                let entries = try (0..<Int.random(in: 1...8, using: &random)).map { index in
                    try Self.entry(key: "\(batch)-\(index)", &random)
                }
                _ = try await ledger.call(PostEntries.of(entries, in: book))
                if batch % 8 == 5 { try await Self.close(ledger, book, batch, &random) }
            }
            let naive = try await NaiveBook(ledger, book)
            try await body(ledger, book, naive, &random)
        }
    }

    private static func entry(key: String, _ random: inout SeededGenerator) throws -> NewEntry {
        let isForeign = Int.random(in: 0..<4, using: &random) == 0
        func line(_ side: EntrySide, _ units: Int64) throws -> EntryLine {
            let code = try [nil, "north", "south"].randomElement(using: &random)?.map {
                try DimensionCode(validating: $0)
            }
            return EntryLine(
                account: accounts.randomElement(using: &random) ?? .cash, side: side,
                amount: isForeign ? .eur(units) : .gbp(units), functionalAmount: isForeign ? .gbp(units * 2) : nil,
                client: Bool.random(using: &random) ? clients.randomElement(using: &random) : nil,
                costCentre: code ?? nil)
        }
        let (one, two) = (Int64.random(in: 1...900, using: &random), Int64.random(in: 1...900, using: &random))
        return try .of(
            [try line(.debit, one), try line(.debit, two), try line(.credit, one + two)], key: key,
            on: day(&random))
    }

    private static func close(
        _ ledger: TestLedger, _ book: BookID, _ batch: Int, _ random: inout SeededGenerator
    ) async throws {
        let units = Int64.random(in: 1...5000, using: &random)
        let lines = [("4100" as AccountCode, units), ("3200", -units)].map { account, units in
            DraftLine(account: account, currency: .gbp, minorUnits: units)
        }
        try await ledger.post(.closing, lines, in: book, key: "close-\(batch)", on: day(&random))
    }

    /// Around the clock's day, over some three months, often on the first or the last of one.
    private static func day(_ random: inout SeededGenerator) -> CalendarDate {
        let edges: [CalendarDate] = ["2026-01-01", "2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01"]
        if Int.random(in: 0..<4, using: &random) == 0, let edge = edges.randomElement(using: &random) { return edge }
        return CalendarDate(daysSince1970: Int32.random(in: 20_440...20_530, using: &random))
    }

    private struct Span {
        var from: CalendarDate?
        var to: CalendarDate?
        var recordedAt: Instant?
        var withoutClosings: Bool
        var currency: CurrencyCode?
    }

    private func span(_ naive: NaiveBook, _ random: inout SeededGenerator) -> Span {
        let days = [Self.day(&random), Self.day(&random)].sorted()
        return Span(
            from: Bool.random(using: &random) ? days[0] : nil, to: Bool.random(using: &random) ? days[1] : nil,
            recordedAt: Bool.random(using: &random) ? naive.entries.randomElement(using: &random)?.recordedAt : nil,
            withoutClosings: Int.random(in: 0..<3, using: &random) == 0,
            currency: [nil, nil, .gbp, .eur].randomElement(using: &random) ?? nil)
    }

    private func question(_ span: Span, accounts: Set<AccountCode>?) -> NaiveBook.Question {
        NaiveBook.Question(
            accounts: accounts, from: span.from, to: span.to, recordedAt: span.recordedAt, currency: span.currency,
            withoutClosings: span.withoutClosings, isFunctional: span.currency == nil)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func balancesAndTrialBalancesAreTheSumsOfTheirLines(seed: UInt64) async throws {
        try await withBook(seed: seed) { ledger, book, naive, random in
            for _ in 0..<40 {
                let span = span(naive, &random)
                let heading = Self.headings.randomElement(using: &random) ?? nil
                let scope: AccountScope? =
                    heading == nil ? nil : [.own, .rolledUp, .each].randomElement(using: &random)
                let named = try heading.map { try List<1, 500, AccountCode>(validating: [$0]) }
                let below = heading.map { scope == .own ? [$0] : naive.subtree($0) }
                let expected = naive.figures(question(span, accounts: below))
                let trial = try await ledger.call(
                    GetTrialBalance(
                        book: book, asOf: span.to, from: span.from, recordedAt: span.recordedAt,
                        withoutClosings: span.withoutClosings, withOpening: true, accounts: named, scope: scope,
                        currency: span.currency))
                #expect(trial.totalDebits.minorUnits == expected.debits, "\(span) \(String(describing: heading))")
                #expect(trial.totalCredits.minorUnits == expected.credits)
                let openings = trial.rows.compactMap { $0.opening?.minorUnits }.reduce(0, +)
                let closings = trial.rows.compactMap { $0.closing?.minorUnits }.reduce(0, +)
                #expect(openings == expected.opening && closings == expected.closing)
                let balances = try await ledger.call(
                    GetBalances(
                        book: book, accounts: named, asOf: span.to, from: span.from, recordedAt: span.recordedAt,
                        scope: scope, currency: span.currency, withoutClosings: span.withoutClosings)
                ).balances
                var each = question(span, accounts: below)
                for isFunctional in [true, false] {
                    each.isFunctional = isFunctional
                    let sums = naive.figures(each) { line in
                        Cell(account: scope == .rolledUp ? heading : line.account, currency: line.amount.currency)
                    }
                    #expect(balances.count == sums.count)
                    for balance in balances {
                        let cell = Cell(account: balance.account, currency: balance.balance.currency)
                        let own = BalanceFigures(
                            opening: balance.opening, debits: balance.debits, credits: balance.credits,
                            closing: balance.balance)
                        #expect(sums[cell]?.equal(isFunctional ? balance.functional : own) == true, "\(cell) \(span)")
                    }
                }
            }
        }
    }

    private struct Cell: Hashable {
        let account: AccountCode?
        let currency: CurrencyCode
    }

    @Test(arguments: [4, 5] as [UInt64])
    func periodsAndDimensionsAreTheSumsOfTheirLines(seed: UInt64) async throws {
        try await withBook(seed: seed) { ledger, book, naive, random in
            for _ in 0..<25 {
                let span = span(naive, &random)
                try await requirePeriods(ledger, book, naive, span, &random)
                let below = Bool.random(using: &random)
                let heading = Self.headings.randomElement(using: &random) ?? nil
                var asked = question(
                    span, accounts: heading.map { below ? naive.subtree($0) : [$0] })
                asked.filter = DimensionFilter(client: Bool.random(using: &random) ? Self.clients[0] : nil)
                let byAccount = Bool.random(using: &random)
                let answer = try await ledger.call(
                    GetBalancesByDimension(
                        book: book, dimension: .costCentre,
                        accounts: try heading.map { try List(validating: [$0]) }, includesBelow: below,
                        byAccount: byAccount, filter: asked.filter, asOf: span.to, from: span.from,
                        recordedAt: span.recordedAt, currency: span.currency, withoutClosings: span.withoutClosings))
                let sums = naive.figures(asked) { [$0.costCentre?.text, byAccount ? $0.account.text : nil] }
                #expect(naive.figures(asked).equal(answer.total), "\(span)")
                #expect(
                    answer.items.allSatisfy { sums[[$0.value?.text, $0.account?.text]]?.equal($0.figures) == true })
                #expect(answer.items.count == sums.count)
            }
        }
    }

    private func requirePeriods(
        _ ledger: TestLedger, _ book: BookID, _ naive: NaiveBook, _ span: Span, _ random: inout SeededGenerator
    ) async throws {
        let from = span.from ?? "2025-12-20"
        let to = max(from, span.to ?? "2026-03-10")
        let answer = try await ledger.call(
            GetPeriodBalances(
                book: book, from: from, to: to, by: [.week, .month, .quarter, .year].randomElement(using: &random),
                currency: span.currency, recordedAt: span.recordedAt, withoutClosings: span.withoutClosings))
        for (index, column) in answer.columns.enumerated() {
            var asked = question(span, accounts: nil)
            (asked.from, asked.to) = (column.from, column.to)
            for row in answer.rows {
                asked.accounts = [row.account]
                let expected = naive.figures(asked)
                #expect(row.periods[index].debits.minorUnits == expected.debits, "\(column) of \(row.account)")
                #expect(row.periods[index].credits.minorUnits == expected.credits)
                if index == 0 { #expect(row.opening.minorUnits == expected.opening) }
                let before = index == 0 ? row.opening : row.periods[index - 1].closing
                #expect(
                    row.periods[index].closing.minorUnits == before.minorUnits + expected.debits - expected.credits)
            }
        }
        #expect(answer.columns.first?.from == from && answer.columns.last?.to == to)
    }

    @Test(arguments: [6, 7] as [UInt64])
    func statementsCarryTheBalanceFromLineToLine(seed: UInt64) async throws {
        try await withBook(seed: seed) { ledger, book, naive, random in
            for _ in 0..<20 {
                let span = span(naive, &random)
                let account = Self.headings.randomElement(using: &random).flatMap { $0 } ?? .receivables
                var asked = question(
                    Span(from: span.from, to: span.to, withoutClosings: false, currency: span.currency),
                    accounts: naive.subtree(account))
                asked.filter = DimensionFilter(client: Bool.random(using: &random) ? Self.clients[1] : nil)
                let filter = asked.filter.client == nil ? nil : asked.filter
                var (lines, cursor): ([StatementLine], PageCursor?) = ([], nil)
                let expected = naive.figures(asked)
                repeat {
                    let page = try await ledger.call(
                        GetAccountStatement(
                            book: book, account: account, from: span.from, to: span.to, currency: span.currency,
                            includesBelow: true, filter: filter, limit: PageLimit(unchecked: 7), cursor: cursor))
                    #expect(expected.equal(page.figures))
                    lines += page.items
                    cursor = page.next
                } while cursor != nil
                var balance = expected.opening
                for line in lines {
                    let units = span.currency == nil ? line.line.functionalAmount ?? line.line.amount : line.line.amount
                    balance += line.line.side == .debit ? units.minorUnits : -units.minorUnits
                    #expect(line.balance.minorUnits == balance)
                }
                #expect(balance == expected.closing)
                #expect(
                    zip(lines, lines.dropFirst()).allSatisfy { ($0.postedOn, $0.number) <= ($1.postedOn, $1.number) })
            }
        }
    }
}
