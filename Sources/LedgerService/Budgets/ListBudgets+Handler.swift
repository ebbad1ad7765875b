// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListBudgets: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let asked = try PageRequest<BudgetState, BudgetCode>(self, filter: state)
        let records = try await BudgetStore.budgets(
            of: book.number, state: asked.filter, after: asked.after, limit: asked.rowLimit, in: context.database)
        return try asked.page(of: records, endingAt: \.budget.code, showing: \.budget)
    }
}
