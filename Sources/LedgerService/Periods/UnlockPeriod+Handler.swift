// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension UnlockPeriod: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            let record = try await PeriodStore.period(period, of: book.number, in: tx)
            guard record.period.state != .locked else { throw PeriodLockedForGood(period: period) }
            try await PeriodStore.unlock(record, EntryModule.chosen(modules), in: book.number, tx)
            return Response(
                period: try await PeriodStore.note(record, of: book.number, after: head, in: tx))
        }
    }
}
