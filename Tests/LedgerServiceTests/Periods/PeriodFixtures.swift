// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import LedgerService
import Postgres
import TestKit

extension FiscalYearCode: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        guard let code = try? FiscalYearCode(validating: text) else { preconditionFailure(text) }
        self = code
    }
}

extension PeriodCode: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        guard let code = try? PeriodCode(validating: text) else { preconditionFailure(text) }
        self = code
    }
}

extension IdempotencyKey: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        guard let key = try? IdempotencyKey(validating: text) else { preconditionFailure(text) }
        self = key
    }
}

extension AccountCode {
    static let retainedEarnings: AccountCode = "3200"
    static let bank: AccountCode = "1020"
    static let wages: AccountCode = "5200"
    static let rent: AccountCode = "5300"
}

extension CreateFiscalYear {
    static func months(
        _ code: FiscalYearCode = "2026", from startsOn: CalendarDate = "2026-01-01", in book: BookID,
        key: String? = nil
    ) throws -> CreateFiscalYear {
        CreateFiscalYear(
            book: book, idempotencyKey: try .init(validating: key ?? "year-\(code)"), code: code, startsOn: startsOn,
            pattern: .months)
    }
}

extension TestLedger {
    /// A book in pounds with a chart, and the years from 2026 on, of twelve months each.
    func openBookWithYears(_ count: Int = 1) async throws -> BookID {
        let book = try await openBook()
        for year in 2026..<2026 + count {
            _ = try await call(
                CreateFiscalYear.months(
                    try .init(validating: String(year)), from: try CalendarDate(validating: "\(year)-01-01"), in: book))
        }
        return book
    }

    @discardableResult
    func lock(
        _ period: PeriodCode, in book: BookID, _ level: LockLevel = .soft, modules: [EntryModule]? = nil,
        except exceptions: [LockException]? = nil, key: IdempotencyKey = "lock"
    ) async throws -> FiscalPeriod {
        try await call(
            LockPeriod(
                book: book, idempotencyKey: key, period: period, level: level,
                modules: try modules.map { try List(validating: $0) },
                exceptions: try exceptions.map { try List(validating: $0) })
        ).period
    }

    @discardableResult
    func unlock(
        _ period: PeriodCode, in book: BookID, modules: [EntryModule]? = nil, key: IdempotencyKey = "unlock"
    ) async throws -> FiscalPeriod {
        try await call(
            UnlockPeriod(
                book: book, idempotencyKey: key, period: period,
                modules: try modules.map { try List(validating: $0) })
        ).period
    }

    /// A sale on credit.
    @discardableResult
    func sell(
        _ pence: Int64, in book: BookID, on day: CalendarDate, module: EntryModule? = nil, key: String
    ) async throws -> PostEntry.Response {
        try await post(
            PostEntry(
                book: book, idempotencyKey: try .init(validating: key), postedOn: day, module: module,
                lines: try List(validating: EntryLine.sale(pence))))
    }

    @discardableResult
    func close(
        _ year: FiscalYearCode = "2026", in book: BookID, against account: AccountCode = .retainedEarnings,
        key: IdempotencyKey = "close"
    ) async throws -> FiscalYear {
        try await call(
            CloseYear(book: book, idempotencyKey: key, year: year, retainedEarnings: account)
        ).year
    }

    @discardableResult
    func reopen(
        _ year: FiscalYearCode = "2026", in book: BookID, reason: String? = nil, key: IdempotencyKey = "reopen"
    ) async throws -> ReopenYear.Response {
        try await call(
            ReopenYear(
                book: book, idempotencyKey: key, year: year, reason: try reason.map { try Text(validating: $0) }))
    }

    func states(in book: BookID) async throws -> [PeriodState] {
        try await call(ListPeriods(book: book)).items.map(\.state)
    }

    /// Debits minus credits of one account in one currency and in the functional one, over all time, as stored.
    func stored(_ account: AccountCode, _ currency: CurrencyCode = .gbp) async throws -> [Int64] {
        try await database.withPool(size: 1) { admin in
            let (minor, functional) = try await admin.row(
                """
                select coalesce(sum(debits - credits), 0)::bigint,
                    coalesce(sum(functional_debits - functional_credits), 0)::bigint
                from ledger.balance join ledger.account using (book_id, account_id)
                where account.code = \(account.text) and balance.currency = \(currency.text)
                """, as: (Int64, Int64).self)
            return [minor, functional]
        }
    }

    /// How many income and expense accounts have anything in any currency, over all time.
    func profitAccountsWithBalance() async throws -> Int64 {
        try await database.withPool(size: 1) { admin in
            try await admin.row(
                """
                select count(*) from ledger.balance join ledger.account using (book_id, account_id)
                where kind in ('income', 'expense')
                    and (debits <> credits or functional_debits <> functional_credits)
                """, as: Int64.self)
        }
    }
}
