// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListRates: Handler {
    private typealias Position = PagePosition<RateFilter, RatePlace>

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let position = try cursor.map { try Position($0, list: Self.name, filter: self.filter) }
        let filter = self.filter ?? position?.filter
        let limit = (limit ?? .standard).rawValue
        let rates = try await RateStore.rates(
            of: book.number, matching: filter, after: position?.after, limit: limit + 1, in: context.database)
        let page = Array(rates.prefix(Int(limit)))
        guard rates.count > page.count, let last = page.last else { return Response(items: page, next: nil) }
        let place = RatePlace(type: last.type, from: last.from, to: last.to, on: last.on, revision: last.revision)
        return Response(items: page, next: try Position(list: Self.name, filter: filter, after: place).cursor())
    }
}
