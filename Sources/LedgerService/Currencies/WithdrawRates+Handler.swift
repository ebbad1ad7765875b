// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension WithdrawRates: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let keys = rates.map { $0.full(in: book.book.functionalCurrency) }
        try FullRateKey.requireDistinct(keys, path: "$.rates")
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            let last = try await RateWriteStore.lastRevisions(of: keys, of: book.number, in: tx)
            let inUse = try keys.map { key in
                guard let rate = last[key], rate.endedAt == nil else {
                    throw RateNotFound(from: key.from, to: key.to, on: key.on, type: key.type)
                }
                return rate
            }
            _ = try await tx.batch(
                RateWriteStore.end(
                    inUse, of: book.number, at: HeadStore.now(after: head, in: tx), by: caller.label,
                    afterEntry: head.entryNumber))
            return Response(withdrawn: Count(inUse.count))
        }
    }
}
