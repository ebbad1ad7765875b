// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Where a book stood when it was read.
struct BookMoment: RowDecodable {
    let feedPosition: FeedPosition
    let lastEntry: Int64
    /// The first month with turnover; nil before the first entry.
    let firstMonth: CalendarDate?

    init(row: inout Row) throws {
        feedPosition = try row.next()
        lastEntry = try row.next()
        firstMonth = try row.next()
    }
}

/// An account's balance in one currency, with what only the present knows.
struct StoredBalanceNow: RowDecodable {
    let account: Int32
    let currency: CurrencyCode
    let sums: BalanceSums
    let pending: WideSides
    let version: Int64

    init(row: inout Row) throws {
        account = try row.next()
        currency = try row.next()
        sums = try BalanceSums(row: &row)
        pending = WideSides(debits: try row.next(), credits: try row.next())
        version = try row.next()
    }
}

/// Sums of one window.
struct StoredSums: RowDecodable {
    let cell: BalanceCell
    let sums: BalanceSums

    init(row: inout Row) throws {
        // Ordinals count from 1.
        cell = BalanceCell(
            window: Int(try row.next(Int64.self)) - 1, account: try row.next(), currency: try row.next())
        sums = try BalanceSums(row: &row)
    }
}

extension BalanceTable {
    init(_ rows: [StoredSums]) {
        for row in rows { add(row.sums, to: row.cell) }
    }
}

/// Reads balances. All statements of one call run in one snapshot, with the feed position they are of.
enum BalanceStore {
    static func moment(of book: Int32) -> SQL {
        """
        select feed_position, entry_number,
            (select min(starts_on) from ledger.turnover where book_id = \(book) and span = 'm')
        from ledger.head where book_id = \(book)
        """
    }

    static func position(of book: Int32) -> SQL {
        "select feed_position from ledger.head where book_id = \(book)"
    }

    /// The last entry that had been recorded by the instant; 0 when there was none.
    static func lastEntry(of book: Int32, recordedBy instant: Instant) -> SQL {
        lastEntry(of: book, "recorded_at <= \(instant)")
    }

    static func lastEntry(of book: Int32, recordedBefore instant: Instant) -> SQL {
        lastEntry(of: book, "recorded_at < \(instant)")
    }

    private static func lastEntry(of book: Int32, _ when: SQL) -> SQL {
        """
        select coalesce((
            select entry_number from ledger.chain where book_id = \(book) and \(when)
            order by recorded_at desc, entry_number desc limit 1), 0)
        """
    }

    /// Of all entries, whatever their date. Holds that have expired and that no posting has released yet reserve
    /// nothing.
    static func now(_ accounts: [Int32]?, of book: Int32, at instant: Instant) -> SQL {
        let chosen: SQL = accounts.map { "and balance.account_id = any(\($0))" } ?? ""
        return """
            with expired as (
                select side.account_id, hold.currency, sum(side.debits) as debits, sum(side.credits) as credits
                from ledger.hold cross join lateral (values
                    (debit_account_id, remaining_minor_units, 0), (credit_account_id, 0, remaining_minor_units)
                ) as side (account_id, debits, credits)
                where book_id = \(book) and state = 'a' and expires_at <= \(instant)
                group by side.account_id, hold.currency
            )
            select balance.account_id, balance.currency, balance.debits, balance.credits, functional_debits,
                functional_credits, pending_debits - coalesce(expired.debits, 0),
                pending_credits - coalesce(expired.credits, 0), version
            from ledger.balance left join expired
                on expired.account_id = balance.account_id and expired.currency = balance.currency
            where balance.book_id = \(book) \(chosen)
            """
    }

    /// Sums of turnover, by the ordinal of the window. Of few accounts it reads each one's rows, of all of them those
    /// of the days, segment by segment: joined as a whole the planner cannot tell how few days are asked for, and reads
    /// the table.
    static func turnover(_ plans: [TurnoverPlan], _ accounts: [Int32]?, of book: Int32) -> SQL {
        let segments = plans.enumerated().flatMap { index, plan in
            plan.segments.map { (ordinal: Int64(index + 1), segment: $0) }
        }
        let asked: SQL = """
            unnest(\(segments.map(\.ordinal)), \(segments.map(\.segment.span.rawValue))::"char"[],
                \(segments.map(\.segment.start)), \(segments.map(\.segment.end)), \(segments.map(\.segment.sign)))
                as asked (ordinal, span, starts_on, ends_on, sign)
            """
        let sums: SQL = """
            select asked.ordinal, turnover.account_id, turnover.currency, sum(asked.sign * turnover.debits),
                sum(asked.sign * turnover.credits), sum(asked.sign * turnover.functional_debits),
                sum(asked.sign * turnover.functional_credits)
            """
        let during: SQL = """
            turnover.book_id = \(book) and turnover.span = asked.span and turnover.starts_on >= asked.starts_on
                and turnover.starts_on < asked.ends_on
            """
        guard let accounts else {
            return """
                \(sums) from \(asked) cross join lateral (
                    select account_id, currency, sum(debits) as debits, sum(credits) as credits,
                        sum(functional_debits) as functional_debits, sum(functional_credits) as functional_credits
                    from ledger.turnover where \(during) group by account_id, currency
                ) as turnover
                group by asked.ordinal, turnover.account_id, turnover.currency
                """
        }
        return """
            \(sums)
            from \(asked) cross join ledger.balance join ledger.turnover
                on \(during) and turnover.account_id = balance.account_id and turnover.currency = balance.currency
            where balance.book_id = \(book) and balance.account_id = any(\(accounts))
            group by asked.ordinal, turnover.account_id, turnover.currency
            """
    }
}
