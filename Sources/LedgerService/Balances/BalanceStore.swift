// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Sums of an account in one currency.
struct StoredSides: RowDecodable {
    let account: AccountCode
    let currency: CurrencyCode
    let debits: Int64
    let credits: Int64

    init(row: inout Row) throws {
        account = try row.next()
        currency = try row.next()
        debits = try row.next()
        credits = try row.next()
    }
}

/// One account's sums in the book's functional currency.
struct StoredTrialRow: RowDecodable {
    let account: AccountCode
    let name: Text<1, 200>
    let kind: AccountKind
    let debits: Int64
    let credits: Int64

    init(row: inout Row) throws {
        account = try row.next()
        name = try row.next()
        kind = try row.next()
        debits = try row.next()
        credits = try row.next()
    }
}

/// Reads balances. All statements of one call run in one snapshot, with the feed position they are of.
enum BalanceStore {
    static func codes(
        _ codes: [AccountCode], of book: Int32, in tx: Transaction
    ) async throws -> (known: [AccountCode], position: FeedPosition) {
        let accounts: SQL = "select code from ledger.account where book_id = \(book) and code = any(\(codes))"
        return try await tx.pipeline(
            .rows(accounts, as: AccountCode.self), .row(position(of: book), as: FeedPosition.self))
    }

    static func position(of book: Int32) -> SQL {
        "select feed_position from ledger.head where book_id = \(book)"
    }

    /// Of all entries, whatever their date.
    static func balances(_ codes: [AccountCode], of book: Int32, in tx: Transaction) async throws -> [StoredSides] {
        try await tx.rows(
            """
            select account.code, balance.currency, debits, credits
            from ledger.account join ledger.balance
                on balance.book_id = account.book_id and balance.account_id = account.account_id
            where account.book_id = \(book) and account.code = any(\(codes))
            order by account.code, balance.currency
            """)
    }

    /// At the end of a day: the months before its month, and the days in it.
    static func balances(
        _ codes: [AccountCode], of book: Int32, asOf day: CalendarDate, in tx: Transaction
    ) async throws -> [StoredSides] {
        try await tx.rows(
            """
            select account.code, turnover.currency, sum(debits)::bigint, sum(credits)::bigint
            from ledger.account join ledger.turnover
                on turnover.book_id = account.book_id and turnover.account_id = account.account_id
            where account.book_id = \(book) and account.code = any(\(codes))
                and (span = 'm' and starts_on < \(day.firstOfMonth)
                    or span = 'd' and starts_on between \(day.firstOfMonth) and \(day))
            group by account.code, turnover.currency order by account.code, turnover.currency
            """)
    }

    /// Of all entries, in the functional currency.
    static func trialBalance(of book: Int32, in tx: Transaction) async throws -> [StoredTrialRow] {
        try await tx.rows(
            """
            select account.code, account.name, account.kind, sum(functional_debits)::bigint,
                sum(functional_credits)::bigint
            from ledger.balance join ledger.account
                on account.book_id = balance.book_id and account.account_id = balance.account_id
            where balance.book_id = \(book)
            group by account.code, account.name, account.kind order by account.code
            """)
    }

    /// Of the entries dated within the days, both inclusive.
    static func trialBalance(
        of book: Int32, during days: TurnoverWindow, in tx: Transaction
    ) async throws -> [StoredTrialRow] {
        try await tx.rows(
            """
            select account.code, account.name, account.kind, sum(functional_debits)::bigint,
                sum(functional_credits)::bigint
            from ledger.turnover join ledger.account
                on account.book_id = turnover.book_id and account.account_id = turnover.account_id
            where turnover.book_id = \(book)
                and (span = 'm' and starts_on >= \(days.firstMonth) and starts_on < \(days.endMonth)
                    or span = 'd' and starts_on between \(days.first) and \(days.last)
                        and (starts_on < \(days.firstMonth) or starts_on >= \(days.endMonth)))
            group by account.code, account.name, account.kind order by account.code
            """)
    }
}
