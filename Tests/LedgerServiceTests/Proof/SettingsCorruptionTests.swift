// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import LedgerService
import Postgres
import TestKit
import Testing

/// Calendar, locks, dimensions, rates and budgets are as the feed told them, and what is summed for budgets is as the
/// lines say.
@Suite struct SettingsCorruptionTests {
    /// Opens a book with settings of all kinds, changes it by SQL, and verifies.
    private func afterwards(_ statements: SQL..., check: (Verification) throws -> Void) async throws {
        try await withLedger { ledger in
            let book = try await ledger.openSettledBook()
            for statement in statements { try await ledger.corrupt(statement) }
            try check(try await ledger.verify(book))
        }
    }

    @Test func whatWasSetInManyWaysIsNoDifference() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openSettledBook()
            #expect(try await ledger.verify(book).differences == [])
            try await ledger.changeSettings(of: book)
            #expect(try await ledger.verify(book).differences == [])
        }
    }

    /// Facts name accounts by the codes of their time.
    @Test func renumberedAccountsAreNoDifference() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openSettledBook()
            for (code, other): (AccountCode, AccountCode) in [(.retainedEarnings, "3999"), (.rent, "5999")] {
                let account = try #require(
                    try await ledger.call(ListAccounts(book: book)).items.first { $0.code == code })
                _ = try await ledger.call(
                    UpdateAccount(
                        book: book, idempotencyKey: .init(validating: "renumber-\(code)"), code: code,
                        ifVersion: account.version, newCode: other))
            }
            #expect(try await ledger.verify(book).differences == [])
        }
    }

    @Test func periods() async throws {
        try await afterwards(
            "update ledger.fiscal_period set locked_at = null, locked_by = null where code = '2026-01'"
        ) { result in
            #expect(result.counts == [.period: 1])
            #expect(result.differences[0].field?.text == "lock of period 2026-01")
            #expect(result.differences[0].found?.text == "none" && result.differences[0].position != nil)
        }
        try await afterwards("delete from ledger.soft_lock where module = 'payables'") { result in
            #expect(result.differences.map(\.field?.text) == ["lock for payables of period 2026-02"])
        }
        try await afterwards("update ledger.soft_lock_exception set expires_at = null") { result in
            #expect(result.differences.map(\.field?.text) == ["lock for payables of period 2026-02"])
        }
        try await afterwards("update ledger.fiscal_period set ends_on = '2026-03-30' where code = '2026-03'") {
            result in
            #expect(result.differences.map(\.field?.text) == ["end of period 2026-03"])
            #expect(result.differences[0].expected?.text == "2026-03-31")
        }
        try await afterwards("delete from ledger.fiscal_period where code = '2026-12'") { result in
            #expect(result.counts == [.period: 1, .fiscalYear: 1])
            #expect(result.of(.period)[0].field?.text == "period 2026-12")
        }
    }

    @Test func fiscalYears() async throws {
        try await afterwards("update ledger.fiscal_year set ends_on = '2026-12-30' where code = '2026'") { result in
            #expect(result.counts == [.fiscalYear: 1])
            #expect(result.differences[0].field?.text == "end of fiscal year 2026")
            #expect(result.differences[0].expected?.text == "2026-12-31")
            #expect(result.differences[0].found?.text == "2026-12-30")
        }
        try await afterwards(
            """
            update ledger.fiscal_year set closed_at = null, closed_by = null, retained_account_id = null,
                profit_minor_units = null, first_entry = null, last_entry = null
            where code = '2025'
            """
        ) { result in
            #expect(result.differences.map(\.field?.text) == ["close of fiscal year 2025"])
        }
        try await afterwards("update ledger.fiscal_year set profit_minor_units = 1 where code = '2025'") { result in
            #expect(result.differences.map(\.field?.text) == ["profit of fiscal year 2025"])
        }
    }

    @Test func dimensions() async throws {
        try await afterwards("update ledger.dimension set is_closed_list = true where dimension = 'project'") {
            result in
            #expect(result.counts == [.dimension: 1])
            #expect(result.differences[0].field?.text == "closed list of dimension project")
        }
        try await afterwards("update ledger.symbol set name = 'South' where code = 'north'") { result in
            #expect(result.counts == [.dimensionValue: 1])
            #expect(result.differences[0].field?.text == "name of cost_centre north")
            #expect(result.differences[0].expected?.text == "Northern branch")
            #expect(result.differences[0].found?.text == "South")
        }
        try await afterwards("update ledger.symbol set is_closed = true where code = 'made-by-a-line'") { result in
            #expect(result.differences.map(\.field?.text) == ["closed of project made-by-a-line"])
        }
    }

    @Test func rates() async throws {
        try await afterwards("update ledger.rate set rate = 0.8 where starts_on = '2026-01-01'") { result in
            #expect(result.counts == [.rate: 1])
            #expect(result.differences[0].expected?.text == "0.85" && result.differences[0].day == "2026-01-01")
        }
        try await afterwards(
            """
            update ledger.rate set ended_at = now(), ended_by = recorded_by, ended_after_entry = after_entry
            where starts_on = '2026-01-01'
            """
        ) { result in
            #expect(result.counts == [.rate: 1])
            #expect(result.differences[0].field?.text.hasPrefix("end of EUR in GBP, spot") ?? false)
        }
        try await afterwards("delete from ledger.rate where starts_on = '2026-01-01'") { result in
            #expect(result.counts == [.rate: 1])
        }
        try await afterwards(
            """
            insert into ledger.rate (book_id, rate_type, base, quote, starts_on, revision, rate, recorded_at,
                recorded_by, after_entry)
            select book_id, rate_type, base, quote, '2026-01-09', 1, rate, recorded_at, recorded_by, after_entry
            from ledger.rate where starts_on = '2026-01-01'
            """
        ) { result in
            #expect(result.differences.map(\.field?.text) == ["revisions"])
        }
    }

    @Test func budgets() async throws {
        try await afterwards(
            "update ledger.budget_line set minor_units = minor_units + 1 where dimension = 'cost_centre'"
        ) { result in
            #expect(result.counts == [.budget: 1])
            let difference = result.differences[0]
            #expect(difference.account == .rent && difference.day == "2026-01-01")
            #expect(
                difference.field?.text == "amount of line of budget v1 for 2026-01...2026-12, cost_centre north")
            #expect(difference.expected?.text == "500.00 GBP" && difference.found?.text == "500.01 GBP")
        }
        try await afterwards("delete from ledger.budget_line where dimension = ''") { result in
            #expect(result.counts == [.budget: 1])
            #expect(result.differences[0].found?.text == "not there")
        }
        try await afterwards("update ledger.budget set state = 'r' where code = 'v1'") { result in
            #expect(result.differences.map(\.field?.text) == ["state of budget v1"])
        }
    }

    @Test func turnoverForBudgets() async throws {
        try await afterwards("update ledger.budget_turnover set minor_units = minor_units - 5") { result in
            #expect(result.counts == [.budgetTurnover: 2])
            let rent = try #require(result.of(.budgetTurnover).first { $0.account == .rent })
            #expect(rent.field?.text == "cost_centre north" && rent.day == "2026-03-01")
            #expect(rent.expected?.text == "10000" && rent.found?.text == "9995")
        }
        try await afterwards("delete from ledger.budget_turnover") { result in
            #expect(result.counts == [.budgetTurnover: 2])
        }
        try await afterwards(
            "update ledger.budget_turnover set starts_on = '2026-04-01'"
        ) { result in
            #expect(result.counts == [.budgetTurnover: 4])
        }
    }
}

extension ServiceUnderTest where S == LedgerServer {
    /// A book with a closed year and an open one, one period of it locked for good and one softly, dimensions with
    /// values that were made and that lines made, a rate and an active budget.
    fileprivate func openSettledBook() async throws -> BookID {
        let book = try await openBook()
        for (year, start): (FiscalYearCode, CalendarDate) in [("2025", "2025-01-01"), ("2026", "2026-01-01")] {
            _ = try await call(CreateFiscalYear.months(year, from: start, in: book))
        }
        _ = try await post(.of(EntryLine.sale(5_000), in: book, key: "old", on: "2025-06-01"))
        try await close("2025" as FiscalYearCode, in: book)
        try await lock("2026-01", in: book, .hard, key: "lock-1")
        let user = LockException(
            user: UserID(UUIDValue(high: 0x0199_0000_0000_7007, low: 0x8000_0000_0000_0007)),
            expiresAt: Instant(microseconds: 1_800_000_000_000_000))
        try await lock("2026-02", in: book, modules: [.payables], except: [user], key: "lock-2")
        try await useCostCentres(in: book)
        _ = try await call(DeclareDimension(book: book, idempotencyKey: "project", dimension: .project))
        _ = try await call(
            CreateDimensionValue(
                book: book, idempotencyKey: "north", dimension: .costCentre, code: "north",
                name: Text(validating: "Northern branch")))
        _ = try await call(
            CreateDimensionValue(book: book, idempotencyKey: "plain", dimension: .costCentre, code: "plain", name: nil))
        _ = try await call(SetRates.of([.of(.eur, "0.85")], in: book))
        _ = try await call(CreateBudget.of(in: book))
        _ = try await call(
            SetBudgetLines.of(
                [
                    .of(.rent, 60_000, to: "2026-12"),
                    .of(.rent, 50_000, to: "2026-12", costCentre: "north"),
                ], in: book))
        _ = try await call(ActivateBudget.of("v1", .warn, in: book))
        let lines = [
            EntryLine(account: .rent, side: .debit, amount: .gbp(10_000), costCentre: "north"),
            EntryLine(
                account: .bank, side: .credit, amount: .gbp(10_000), costCentre: "north", project: "made-by-a-line"),
        ]
        _ = try await post(.of(lines, in: book, key: "rent", on: "2026-03-05"))
        return book
    }

    /// Changes everything once more, in each way that there is.
    fileprivate func changeSettings(of book: BookID) async throws {
        try await unlock("2026-02", in: book)
        _ = try await reopen("2025" as FiscalYearCode, in: book)
        _ = try await close("2025" as FiscalYearCode, in: book, key: "close-again")
        try await lock("2025-03", in: book, .hard, key: "lock-closed")
        _ = try await call(CreateFiscalYear.months("2027", from: "2027-01-01", in: book))
        _ = try await call(RemoveFiscalYear(book: book, idempotencyKey: "remove", year: "2027"))
        _ = try await call(
            UpdateDimensionValue(
                book: book, idempotencyKey: "rename", dimension: .project, code: "made-by-a-line",
                name: Text(validating: "Made"), isClosed: true))
        _ = try await call(SetRates.of([.of(.eur, "0.86"), .of(.usd, "0.75")], in: book, key: "rates-2"))
        _ = try await call(WithdrawRates.of([RateKey(from: .usd, on: "2026-01-01")], in: book))
        _ = try await call(SetRates.of([.of(.usd, "0.76")], in: book, key: "rates-3"))
        _ = try await call(CreateBudget.of("v2", in: book, copyOf: "v1"))
        _ = try await call(
            SetBudgetLines.of(
                [.of(.rent, 70_000, to: "2026-12"), .of(.wages, 1, costCentre: "plain")],
                remove: [.of(.rent, 0, to: "2026-12", costCentre: "north")], budget: "v2", in: book, key: "lines-2"))
        _ = try await call(ActivateBudget.of("v2", .warn, in: book, key: "activate-2", replaces: "v1"))
        _ = try await call(RetireBudget.of("v2", in: book))
    }
}
