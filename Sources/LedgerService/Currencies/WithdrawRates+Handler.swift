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
        let actor = try Text<1, 100>(validating: caller.label)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            let last = try await RateWriteStore.lastRevisions(of: keys, of: book.number, in: tx)
            let inUse = try keys.map { key in
                guard let rate = last[key], rate.endedAt == nil else {
                    throw RateNotFound(from: key.from, to: key.to, on: key.on, type: key.type)
                }
                return rate
            }
            let now = try await HeadStore.now(after: head, in: tx)
            _ = try await tx.batch(
                RateWriteStore.end(
                    inUse, of: book.number, at: now, by: actor.text, afterEntry: head.entryNumber))
            let ended = inUse.map { $0.ended(at: now, by: actor, afterEntry: head.entryNumber) }
            try await FeedStore.append(ended.map { .rate($0) }, to: book.number, after: head, in: tx)
            return Response(withdrawn: Count(inUse.count))
        }
    }
}
