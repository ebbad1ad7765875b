// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension PreviewRevaluation: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let scope = RevaluationScope(
            asOf: asOf, rateType: rateType, maxAgeDays: maxAgeDays, accounts: accounts, exceptAccounts: exceptAccounts)
        return try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            let positions = try await scope.positions(of: book, in: tx)
            return Response(revaluation: try RevaluationRules.answer(positions, in: book.book.functionalCurrency))
        }
    }
}

extension RevaluationScope {
    /// The balances as they are in this transaction, at the rates as they are in it.
    func positions(of book: BookRecord, in tx: Transaction) async throws -> [RevaluedPosition] {
        let currency = book.book.functionalCurrency
        let balances = try await RevaluationStore.balances(self, of: book, in: tx)
        let needs = Set(balances.filter { $0.minorUnits != 0 }.map { need(of: $0.currency, in: currency) })
        let quotes = try await RateStore.quotes(for: needs, of: book, oldest: oldestRate, in: tx)
        return try RevaluationRules.positions(
            of: balances, in: self, functionalCurrency: currency, rates: RateTable(quotes))
    }
}
