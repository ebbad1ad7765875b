// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension GetTrialBalance: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        if let from, let asOf, from > asOf {
            throw InvalidParams(path: "$.from", rule: "must not be after asOf")
        }
        let record = try await context.book(book, of: caller)
        let currency = record.book.functionalCurrency
        return try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            let position: FeedPosition = try await tx.row(
                BalanceStore.position(of: record.number), as: FeedPosition.self)
            let rows = try await rows(of: record.number, in: tx)
            let (debits, credits) = try totals(rows)
            return Response(
                rows: rows.map { $0.row(in: currency) }, totalDebits: Money(minorUnits: debits, currency: currency),
                totalCredits: Money(minorUnits: credits, currency: currency), feedPosition: position)
        }
    }

    private func rows(of book: Int32, in tx: Transaction) async throws -> [StoredTrialRow] {
        if from == nil, asOf == nil { return try await BalanceStore.trialBalance(of: book, in: tx) }
        return try await BalanceStore.trialBalance(
            of: book, during: TurnoverWindow(from: from, to: asOf ?? .latest), in: tx)
    }

    /// Throws `AmountOverflow` when the book's turnover is beyond 64 bits, and never answers a wrong sum.
    private func totals(_ rows: [StoredTrialRow]) throws -> (debits: Int64, credits: Int64) {
        let debits = rows.reduce(Int128(0)) { $0 + Int128($1.debits) }
        let credits = rows.reduce(Int128(0)) { $0 + Int128($1.credits) }
        guard let debits = Int64(exactly: debits), let credits = Int64(exactly: credits) else { throw AmountOverflow() }
        return (debits, credits)
    }
}

extension StoredTrialRow {
    fileprivate func row(in currency: CurrencyCode) -> TrialBalanceRow {
        TrialBalanceRow(
            account: account, name: name, kind: kind, debits: Money(minorUnits: debits, currency: currency),
            credits: Money(minorUnits: credits, currency: currency),
            balance: Money(minorUnits: debits - credits, currency: currency))
    }
}
