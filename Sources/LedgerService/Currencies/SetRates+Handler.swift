// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension SetRates: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let currency = book.book.functionalCurrency
        let keys = rates.map { $0.key(in: currency) }
        try FullRateKey.requireDistinct(keys, path: "$.rates")
        try requireLastDays()
        let actor = try Text<1, 100>(validating: caller.label)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            let last = try await RateWriteStore.lastRevisions(of: keys, of: book.number, in: tx)
            let now = try await HeadStore.now(after: head, in: tx)
            let change = RateChange(
                setting: rates.elements, in: currency, over: last, at: now, by: actor, afterEntry: head.entryNumber)
            _ = try await tx.batch(
                RateWriteStore.end(
                    change.ended, of: book.number, at: now, by: actor.text, afterEntry: head.entryNumber)
                    + RateWriteStore.insert(change.fresh, into: book.number))
            try await FeedStore.append(change.fresh.map { .rate($0) }, to: book.number, after: head, in: tx)
            return Response(
                added: Count(change.added), unchanged: Count(change.unchanged), corrected: change.corrected)
        }
    }

    private func requireLastDays() throws {
        let violations = rates.enumerated().compactMap { index, rate -> InvalidParams.Violation? in
            guard let last = rate.validUntil, last < rate.on else { return nil }
            return .init(path: "$.rates[\(index)].validUntil", rule: "must not be before on")
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }
}
