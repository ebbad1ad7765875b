// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

enum ClosingStore {
    /// What income and expense accounts have at the end of a day, in the order of their codes: the months before its
    /// month, and the days in it, with what closed earlier years. Accounts that have nothing are left out.
    static func profitBalances(
        of book: Int32, asOf day: CalendarDate, in tx: Transaction
    ) async throws -> [ProfitBalance] {
        try await tx.rows(
            """
            select account.code, turnover.currency, (sum(debits) - sum(credits))::bigint,
                (sum(functional_debits) - sum(functional_credits))::bigint
            from ledger.account join ledger.turnover
                on turnover.book_id = account.book_id and turnover.account_id = account.account_id
            where account.book_id = \(book) and account.kind in ('income', 'expense')
                and (span in ('m', 'M') and starts_on < \(day.firstOfMonth)
                    or span in ('d', 'D') and starts_on between \(day.firstOfMonth) and \(day))
            group by account.code, turnover.currency
            having sum(debits) <> sum(credits) or sum(functional_debits) <> sum(functional_credits)
            order by account.code, turnover.currency
            """)
    }
}

extension ProfitBalance: RowDecodable {
    init(row: inout Row) throws {
        account = try row.next()
        amount = SignedAmount(
            currency: try row.next(), minorUnits: try row.next(), functionalMinorUnits: try row.next())
    }
}
