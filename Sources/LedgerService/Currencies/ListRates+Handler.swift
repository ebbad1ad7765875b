// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListRates: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let asked = try PageRequest<RateFilter, RatePlace>(self, filter: filter)
        let rates = try await RateStore.rates(
            of: book.number, matching: asked.filter, after: asked.after, limit: asked.rowLimit, in: context.database)
        return try asked.page(of: rates) { last in
            RatePlace(type: last.type, from: last.from, to: last.to, on: last.on, revision: last.revision)
        }
    }
}
