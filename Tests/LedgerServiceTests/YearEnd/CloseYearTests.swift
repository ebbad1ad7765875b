// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import Postgres
import TestKit
import Testing

@Suite struct CloseYearTests {
    /// Sales of 100.00, wages of 30.00 and rent of 10.00 in 2026.
    private func trade(_ ledger: TestLedger, in book: BookID, year: Int = 2026) async throws {
        let day = try CalendarDate(validating: "\(year)-05-05")
        try await ledger.sell(10_000, in: book, on: day, key: "sale-\(year)")
        for (account, pence) in [(AccountCode.wages, Int64(3000)), (.rent, 1000)] {
            _ = try await ledger.post(
                .of(
                    [.debit(account, .gbp(pence)), .credit(.bank, .gbp(pence))], in: book,
                    key: "\(account)-\(year)", on: day))
        }
    }

    @Test func profitGoesToRetainedEarnings() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            try await trade(ledger, in: book)
            let close = try #require(try await ledger.close(in: book).close)
            #expect(close.profit == .gbp(6000) && close.retainedEarnings == .retainedEarnings)
            #expect(close.closedBy.text == ledger.caller.label)
            #expect(close.firstEntry?.rawValue == 4 && close.lastEntry?.rawValue == 4)
            #expect(try await ledger.profitAccountsWithBalance() == 0)
            #expect(try await ledger.stored(.retainedEarnings) == [-6000, -6000])
            #expect(try await ledger.stored(.bank) == [-4000, -4000])
            let entry = try #require(try await ledger.call(ListEntries(book: book)).items.last)
            #expect(entry.kind == .closing && entry.postedOn == "2026-12-31" && entry.lines.count == 4)
            #expect(try await ledger.states(in: book) == Array(repeating: .locked, count: 12))
            await #expect(throws: PeriodLocked(period: "2026-12", level: .hard, module: .general)) {
                try await ledger.sell(1, in: book, on: "2026-12-31", key: "late")
            }
        }
    }

    @Test func repeatedCloseChangesNothing() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            try await trade(ledger, in: book)
            let year = try await ledger.close(in: book)
            #expect(try await ledger.close(in: book) == year)
            #expect(try await ledger.close(in: book, key: "other") == year)
            await #expect(throws: FiscalYearClosed(year: "2026", retainedEarnings: .retainedEarnings)) {
                try await ledger.close(in: book, against: "3100", key: "against another")
            }
            #expect(try await ledger.entryCount(of: book) == 4)
        }
    }

    @Test func everyCurrencyAndTheFunctionalAmountComeToZero() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            // What is left on the account has one sign in euros and the other in pounds.
            for (index, (side, cents, pence)) in [
                (EntrySide.credit, Int64(10_000), Int64(8000)), (.debit, 9000, 8550), (.credit, 500, 430),
            ].enumerated() {
                let other: EntrySide = side == .debit ? .credit : .debit
                let account: AccountCode = index == 2 ? "4900" : .sales
                let lines = [(account, side), (.bank, other)].map { account, side in
                    EntryLine(account: account, side: side, amount: .eur(cents), functionalAmount: .gbp(pence))
                }
                _ = try await ledger.post(.of(lines, in: book, key: "eur-\(index)", on: "2026-06-30"))
            }
            try await ledger.sell(700, in: book, on: "2026-06-30", key: "gbp")
            #expect(try await ledger.stored(.sales, .eur) == [-1000, 550])
            let close = try #require(try await ledger.close(in: book).close)
            #expect(close.profit == .gbp(-550 + 430 + 700))
            #expect(try await ledger.profitAccountsWithBalance() == 0)
            #expect(try await ledger.stored(.retainedEarnings, .eur) == [-1500, 120])
            #expect(try await ledger.stored(.retainedEarnings, .gbp) == [-700, -700])
        }
    }

    @Test func moreThanAnEntryHoldsAreSeveral() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            let accounts = try await ledger.call(ListAccounts(book: book)).items
                .filter { !$0.isHeading && [.income, .expense].contains($0.kind) }.map(\.code)
            let currencies = try """
            AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
            CNY COP CRC CUP CVE
            """
            .split(whereSeparator: \.isWhitespace).map { try CurrencyCode(validating: String($0)) }
            for currency in currencies {
                let lines = accounts.enumerated().map { index, account in
                    EntryLine(
                        account: account, side: .credit,
                        amount: Money(minorUnits: Int64(index + 1), currency: currency),
                        functionalAmount: .gbp(Int64(index + 2)))
                }
                let sum = Int64(accounts.count * (accounts.count + 1) / 2)
                let bank = EntryLine(
                    account: .bank, side: .debit, amount: Money(minorUnits: sum, currency: currency),
                    functionalAmount: .gbp(sum + Int64(accounts.count)))
                _ = try await ledger.post(.of(lines + [bank], in: book, key: currency.text, on: "2026-06-30"))
            }
            #expect(accounts.count * currencies.count > 500)
            let close = try #require(try await ledger.close(in: book).close)
            #expect(close.firstEntry?.rawValue == 31 && close.lastEntry?.rawValue == 32)
            #expect(try await ledger.profitAccountsWithBalance() == 0)
            let entries = try await ledger.call(ListEntries(book: book)).items.filter { $0.kind == .closing }
            #expect(entries.count == 2 && entries.allSatisfy { $0.lines.count <= 500 })
            #expect(Set(entries.flatMap { $0.lines.map(\.account) }).count == accounts.count + 1)
        }
    }

    @Test func yearWithoutProfitIsClosedWithoutEntries() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            let close = try #require(try await ledger.close(in: book).close)
            #expect(close.profit == .gbp(0) && close.firstEntry == nil && close.lastEntry == nil)
            #expect(try await ledger.states(in: book).allSatisfy { $0 == .locked })
            let year = try await ledger.reopen(in: book)
            #expect(year.firstEntry == nil && year.year.close == nil)
        }
    }

    @Test func eachYearClosesItsOwnProfitInOrder() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears(2)
            try await trade(ledger, in: book)
            try await trade(ledger, in: book, year: 2027)
            try await ledger.sell(500, in: book, on: "2027-06-01", key: "more")
            await #expect(throws: EarlierYearOpen(year: "2026")) {
                try await ledger.close("2027", in: book, key: "too early")
            }
            #expect(try await ledger.close("2026", in: book, key: "1").close?.profit == .gbp(6000))
            #expect(try await ledger.stored(.sales) == [-10_500, -10_500])
            #expect(try await ledger.close("2027", in: book, key: "2").close?.profit == .gbp(6500))
            #expect(try await ledger.profitAccountsWithBalance() == 0)
            #expect(try await ledger.stored(.retainedEarnings) == [-12_500, -12_500])
        }
    }

    @Test func profitOfAClosedYearIsToldWithoutItsClosingEntries() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            try await trade(ledger, in: book)
            func turnover(_ spans: [String]) async throws -> Int64 {
                try await ledger.database.withPool(size: 1) { admin in
                    try await admin.row(
                        """
                        select coalesce(sum(turnover.functional_debits - turnover.functional_credits), 0)::bigint
                        from ledger.turnover join ledger.account using (book_id, account_id)
                        where kind in ('income', 'expense') and span::text = any(\(spans))
                        """, as: Int64.self)
                }
            }
            #expect(try await turnover(["m"]) == -6000)
            try await ledger.close(in: book)
            for spans in [["m"], ["d"]] { #expect(try await turnover(spans) == -6000) }
            for spans in [["m", "M"], ["d", "D"]] { #expect(try await turnover(spans) == 0) }
        }
    }

    @Test func closedAccountsAreBroughtToZeroToo() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            try await trade(ledger, in: book)
            _ = try await ledger.call(
                UpdateAccount(
                    book: book, idempotencyKey: "u", code: .rent, ifVersion: Version(unchecked: 1), isClosed: true))
            try await ledger.close(in: book)
            #expect(try await ledger.profitAccountsWithBalance() == 0)
        }
    }

    @Test func closesAtOnceOverTwoReplicasAreOne() async throws {
        try await withDatabase(.migrated(LedgerServer.self)) { database in
            try await withService(LedgerServer.self, over: database, as: .user(.accountant)) { one in
                try await withService(LedgerServer.self, over: database, as: one.caller) { two in
                    let book = try await one.openBookWithYears()
                    try await trade(one, in: book)
                    let years = try await withThrowingTaskGroup(of: FiscalYear.self) { group in
                        for index in 0..<8 {
                            let ledger = index % 2 == 0 ? one : two
                            let key = try IdempotencyKey(validating: "close-\(index / 2 % 3)")
                            group.addTask { try await ledger.close(in: book, key: key) }
                        }
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                    #expect(years.count == 8 && years.allSatisfy { $0 == years[0] && $0.close != nil })
                    #expect(try await one.entryCount(of: book) == 4)
                    #expect(try await one.stored(.retainedEarnings) == [-6000, -6000])
                }
            }
        }
    }

    @Test func onlyAnOpenEquityAccountTakesTheProfit() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            try await trade(ledger, in: book)
            for (index, account) in (["3000", "2100", "4100"] as [AccountCode]).enumerated() {
                await #expect(throws: EquityAccountUnfit(account: account)) {
                    try await ledger.close(in: book, against: account, key: .init(validating: "unfit-\(index)"))
                }
            }
            await #expect(throws: AccountNotFound(account: "none")) {
                try await ledger.close(in: book, against: "none", key: "none")
            }
            await #expect(throws: FiscalYearNotFound(year: "2030")) {
                try await ledger.close("2030", in: book, key: "2030")
            }
            await #expect(throws: BookNotFound()) { try await ledger.inOtherOrganisation.close(in: book) }
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.bookkeeper).close(in: book)
            }
            #expect(error?.code == -32003)
            #expect(try await ledger.entryCount(of: book) == 3)
        }
    }
}
