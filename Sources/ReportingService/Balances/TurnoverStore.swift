// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// One account's sums over a span of days.
struct ReportedSides: RowDecodable {
    let account: AccountCode
    let name: Text<1, 200>
    let kind: AccountKind
    let debits: Int128
    let credits: Int128

    init(row: inout Row) throws {
        account = try row.next()
        name = try row.next()
        kind = try row.next()
        debits = try row.next()
        credits = try row.next()
    }
}

enum TurnoverStore {
    /// In the order of account codes; accounts without lines in the span are absent.
    static func sides(
        of book: ReportedBook, during days: ReportedDays, withClosings: Bool = true, in tx: Transaction
    ) async throws -> [ReportedSides] {
        try await tx.rows(sidesStatement(of: book, during: days, withClosings: withClosings))
    }

    static func sidesStatement(of book: ReportedBook, during days: ReportedDays, withClosings: Bool = true) -> SQL {
        let spans: SQL = withClosings ? "(\(days.clause) or \(days.closingClause))" : days.clause
        return """
            select account.code, account.name, account.kind, debits, credits
            from (
                select account_id, sum(debits) as debits, sum(credits) as credits from reporting.turnover
                where organisation_id = \(book.organisation) and book_id = \(book.book)
                    and generation = \(book.ledger.generation) and \(spans)
                group by account_id
            ) as turnover join reporting.account
                on account.organisation_id = \(book.organisation) and account.book_id = \(book.book)
                    and account.generation = \(book.ledger.generation) and account.account_id = turnover.account_id
            order by account.code
            """
    }
}
