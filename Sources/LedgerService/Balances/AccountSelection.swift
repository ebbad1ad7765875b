// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// Accounts to show, and the accounts whose lines each of them is made of.
struct AccountSelection: Sendable {
    struct Shown: Sendable, Equatable {
        let id: Int32
        let code: AccountCode
        let name: Text<1, 200>
        let kind: AccountKind
        /// The only currency of its lines; nil for any.
        let currency: CurrencyCode?
    }

    /// In the order of codes.
    let shown: [Shown]
    /// The accounts to be read; nil for all.
    let members: [Int32]?
    /// By the account read, the accounts whose figures it adds to.
    private let parts: [Int32: [Int32]]

    fileprivate init(rows: [SelectedAccount], isWhole: Bool) {
        var seen: Set<Int32> = []
        shown = rows.filter { seen.insert($0.shown.id).inserted }.map(\.shown)
        parts = Dictionary(grouping: rows, by: \.member).mapValues { $0.map(\.shown.id) }
        members = isWhole ? nil : parts.keys.sorted()
    }

    /// The accounts that an account's lines are part of.
    func shownFor(_ member: Int32) -> [Int32] { parts[member, default: []] }

    /// The figures of the accounts shown.
    func rolledUp(_ table: BalanceTable) -> BalanceTable {
        var sums = BalanceTable()
        for (cell, sum) in table.sums {
            for account in shownFor(cell.account) {
                sums.add(sum, to: BalanceCell(window: cell.window, account: account, currency: cell.currency))
            }
        }
        return sums
    }
}

/// An account shown with one of the accounts that it is made of.
private struct SelectedAccount: RowDecodable {
    let shown: AccountSelection.Shown
    let member: Int32

    init(row: inout Row) throws {
        shown = .init(
            id: try row.next(), code: try row.next(), name: try row.next(), kind: try row.next(),
            currency: try row.next())
        member = try row.next()
    }
}

enum AccountSelectionStore {
    /// Throws `AccountNotFound` for the first code, in their order, that the book does not have.
    static func select(
        _ codes: [AccountCode]?, scope: AccountScope, of book: Int32, in tx: Transaction
    ) async throws -> AccountSelection {
        try selection(of: codes, try await tx.rows(statement(codes, scope: scope, of: book)))
    }

    /// As `select`, with where the book stands, in one round trip.
    static func selectNow(
        _ codes: [AccountCode]?, scope: AccountScope, of book: Int32, in tx: Transaction
    ) async throws -> (AccountSelection, BookMoment) {
        let (rows, moment) = try await tx.pipeline(
            Query.rows(statement(codes, scope: scope, of: book), as: SelectedAccount.self),
            Query.row(BalanceStore.moment(of: book), as: BookMoment.self))
        return (try selection(of: codes, rows), moment)
    }

    private static func selection(
        of codes: [AccountCode]?, _ rows: [SelectedAccount]
    ) throws(AccountNotFound) -> AccountSelection {
        let known = Set(rows.map(\.shown.code))
        if let unknown = codes?.filter({ !known.contains($0) }).min() { throw AccountNotFound(account: unknown) }
        return AccountSelection(rows: rows, isWhole: codes == nil)
    }

    private static func statement(_ codes: [AccountCode]?, scope: AccountScope, of book: Int32) -> SQL {
        let named: SQL = codes.map { "and code = any(\($0))" } ?? ""
        let columns: SQL = "account.account_id, account.code, account.name, account.kind, account.currency"
        guard scope != .own, scope != .each || codes != nil else {
            return """
                select \(columns), account.account_id from ledger.account
                where book_id = \(book) \(named) order by account.code
                """
        }
        // Union drops repetitions, so that the walk ends whatever the table holds.
        let tree: SQL = """
            with recursive tree as (
                select account_id as root, account_id from ledger.account where book_id = \(book) \(named)
                union
                select tree.root, account.account_id
                from tree join ledger.account on account.book_id = \(book) and account.parent_id = tree.account_id
            )
            """
        if scope == .each {
            return """
                \(tree)
                select distinct \(columns), account.account_id
                from tree join ledger.account on account.book_id = \(book) and account.account_id = tree.account_id
                order by account.code
                """
        }
        return """
            \(tree)
            select \(columns), tree.account_id
            from tree join ledger.account on account.book_id = \(book) and account.account_id = tree.root
            order by account.code, tree.account_id
            """
    }
}
