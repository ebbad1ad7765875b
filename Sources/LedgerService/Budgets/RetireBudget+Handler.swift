// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension RetireBudget: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            var record = try await BudgetStore.changeable(budget, ifVersion, of: book.number, in: tx)
            record.change(state: .retired)
            try await BudgetStore.update(record, of: book.number, in: tx)
            try await SettingsStore.touch(book.number, in: tx)
            try await FeedStore.append([.budget(record.budget)], to: book.number, after: head, in: tx)
            return Response(budget: record.budget)
        }
    }
}
