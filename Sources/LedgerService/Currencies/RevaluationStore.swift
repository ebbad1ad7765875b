// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

extension CarriedBalance: RowDecodable {
    init(row: inout Row) throws {
        account = try row.next()
        currency = try row.next()
        minorUnits = try row.next()
        functionalMinorUnits = try row.next()
    }
}

/// Reads what a revaluation starts from.
enum RevaluationStore {
    /// The balances in other currencies than the functional one that are not zero in both amounts, in the order of
    /// currencies and codes. Throws `AccountNotFound`, `AccountNotRevaluable` and `TooManyBalances`.
    static func balances(
        _ scope: RevaluationScope, of book: BookRecord, in tx: Transaction
    ) async throws -> [CarriedBalance] {
        try await requireRevaluable(scope.accounts ?? [], otherwise: scope.exceptAccounts, of: book.number, in: tx)
        let limit = RevaluationRules.balanceLimit
        let balances: [CarriedBalance] = try await tx.rows(balances(scope, book))
        guard balances.count <= limit else { throw TooManyBalances(limit: Count(limit)) }
        return balances
    }

    private static func requireRevaluable(
        _ codes: [AccountCode], otherwise excepted: [AccountCode], of book: Int32, in tx: Transaction
    ) async throws {
        let named = Array(Set(codes + excepted)).sorted()
        let known = try await tx.rows(
            "select code, kind from ledger.account where book_id = \(book) and code = any(\(named))",
            as: (AccountCode, AccountKind).self)
        let kinds = Dictionary(uniqueKeysWithValues: known.map { ($0.0, $0.1) })
        for code in named where kinds[code] == nil { throw AccountNotFound(account: code) }
        for code in Set(codes).sorted() where kinds[code] != .asset && kinds[code] != .liability {
            throw AccountNotRevaluable(account: code)
        }
    }

    /// Whole months first, then the days of the last one.
    private static func balances(_ scope: RevaluationScope, _ book: BookRecord) -> SQL {
        let window = TurnoverWindow(from: nil, to: scope.asOf)
        var sql: SQL = "with recursive "
        sql += below(scope.accounts ?? [], of: book.number, named: "chosen")
        sql += ", "
        sql += below(scope.exceptAccounts, of: book.number, named: "excepted")
        sql += """
             select account.code, turnover.currency, sum(turnover.debits - turnover.credits)::bigint,
                sum(turnover.functional_debits - turnover.functional_credits)::bigint
            from ledger.account join ledger.turnover
                on turnover.book_id = account.book_id and turnover.account_id = account.account_id
            where account.book_id = \(book.number) and account.kind in ('asset', 'liability')
                and turnover.currency <> \(book.book.functionalCurrency)
                and (turnover.span in ('m', 'M') and turnover.starts_on < \(window.endMonth)
                    or turnover.span in ('d', 'D')
                        and turnover.starts_on between \(window.endMonth) and \(window.last))
                and account.account_id not in (select account_id from excepted)
            """
        if scope.accounts != nil { sql += " and account.account_id in (select account_id from chosen)" }
        return sql
            + """
             group by account.code, turnover.currency
            having sum(turnover.debits - turnover.credits) <> 0
                or sum(turnover.functional_debits - turnover.functional_credits) <> 0
            order by turnover.currency, account.code limit \(Int64(RevaluationRules.balanceLimit + 1))
            """
    }

    /// The accounts of the codes and all below them.
    private static func below(_ codes: [AccountCode], of book: Int32, named name: StaticString) -> SQL {
        """
        \(identifier: name) (account_id) as (
            select account_id from ledger.account where book_id = \(book) and code = any(\(codes))
            union
            select child.account_id from ledger.account as child join \(identifier: name) as parent
                on child.parent_id = parent.account_id
            where child.book_id = \(book))
        """
    }
}
