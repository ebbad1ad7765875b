// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListBudgets: Handler {
    private typealias Position = PagePosition<BudgetState, BudgetCode>

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let position = try cursor.map { try Position($0, list: Self.name, filter: self.state) }
        let state = self.state ?? position?.filter
        let limit = (limit ?? .standard).rawValue
        let records = try await BudgetStore.budgets(
            of: book.number, state: state, after: position?.after, limit: limit + 1, in: context.database)
        let page = records.prefix(Int(limit)).map(\.budget)
        guard records.count > page.count, let last = page.last else { return Response(items: page, next: nil) }
        return Response(items: page, next: try Position(list: Self.name, filter: state, after: last.code).cursor())
    }
}
