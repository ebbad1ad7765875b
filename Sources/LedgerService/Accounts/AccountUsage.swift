// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What the journal holds of an account, as far as it limits what the account can become.
struct AccountUsage: Sendable, Equatable {
    /// What is written and what is held on the two sides in one currency.
    struct Sums: Sendable, Equatable {
        let currency: CurrencyCode
        var debits: Int64 = 0
        var credits: Int64 = 0
        var pendingDebits: Int64 = 0
        var pendingCredits: Int64 = 0

        /// The balance on the side, less what is held against it.
        func available(on side: EntrySide) -> Int128 {
            switch side {
            case .debit: Int128(debits) - Int128(credits) - Int128(pendingCredits)
            case .credit: Int128(credits) - Int128(debits) - Int128(pendingDebits)
            }
        }
    }

    /// In the order of currencies; those with lines or holds only.
    var sums: [Sums] = []
    var firstDay: CalendarDate?
    var lastDay: CalendarDate?

    static let none = AccountUsage()
}

extension AccountStore {
    /// An account without lines and holds is absent. Under the head lock.
    static func usage(
        of accounts: [Int32], in book: Int32, _ tx: Transaction
    ) async throws -> [Int32: AccountUsage] {
        guard !accounts.isEmpty else { return [:] }
        let balances: SQL = """
            select account_id, currency, debits, credits, pending_debits, pending_credits from ledger.balance
            where book_id = \(book) and account_id = any(\(accounts))
                and greatest(debits, credits, functional_debits, functional_credits, pending_debits,
                    pending_credits) > 0
            order by account_id, currency
            """
        let days: SQL = """
            select account_id, min(starts_on), max(starts_on) from ledger.turnover
            where book_id = \(book) and account_id = any(\(accounts)) and span in ('d', 'D')
            group by account_id
            """
        let (sums, spans) = try await tx.pipeline(
            .rows(balances, as: UsageRow.self), .rows(days, as: (Int32, CalendarDate, CalendarDate).self))
        var usage: [Int32: AccountUsage] = [:]
        for row in sums { usage[row.account, default: .none].sums.append(row.sums) }
        for (account, first, last) in spans {
            usage[account, default: .none].firstDay = first
            usage[account, default: .none].lastDay = last
        }
        return usage
    }

    private struct UsageRow: RowDecodable {
        let account: Int32
        let sums: AccountUsage.Sums

        init(row: inout Row) throws {
            account = try row.next()
            sums = AccountUsage.Sums(
                currency: try row.next(), debits: try row.next(), credits: try row.next(),
                pendingDebits: try row.next(), pendingCredits: try row.next())
        }
    }
}
