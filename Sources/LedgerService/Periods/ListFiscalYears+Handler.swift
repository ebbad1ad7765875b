// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListFiscalYears: Handler {
    private typealias Position = PagePosition<NoFilter, CalendarDate>

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let after = try cursor.map { try Position($0, list: Self.name, filter: nil).after }
        let limit = (limit ?? .standard).rawValue
        let years = try await FiscalYearStore.years(
            of: book.number, after: after, limit: limit + 1, in: context.database)
        let page = years.prefix(Int(limit)).map(\.year)
        guard years.count > page.count, let last = page.last else { return Response(items: page, next: nil) }
        return Response(
            items: page, next: try Position(list: Self.name, filter: nil, after: last.startsOn).cursor())
    }
}
