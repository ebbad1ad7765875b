// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension GetBalances: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let record = try await context.book(book, of: caller)
        let codes = Array(Set(accounts))
        return try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            let (known, position) = try await BalanceStore.codes(codes, of: record.number, in: tx)
            if let unknown = codes.filter({ !known.contains($0) }).min() { throw AccountNotFound(account: unknown) }
            let sides =
                if let asOf {
                    try await BalanceStore.balances(codes, of: record.number, asOf: asOf, in: tx)
                } else {
                    try await BalanceStore.balances(codes, of: record.number, in: tx)
                }
            return Response(balances: sides.map(\.balance), feedPosition: position)
        }
    }
}

extension StoredSides {
    fileprivate var balance: AccountBalance {
        AccountBalance(
            account: account, debits: Money(minorUnits: debits, currency: currency),
            credits: Money(minorUnits: credits, currency: currency),
            balance: Money(minorUnits: debits - credits, currency: currency))
    }
}
