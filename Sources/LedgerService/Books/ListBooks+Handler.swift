// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListBooks: Handler {
    private typealias Position = PagePosition<NoFilter, BookCode>

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let after = try cursor.map { try Position($0, list: Self.name, filter: nil).after }
        let limit = (limit ?? .standard).rawValue
        let books = try await BookStore.books(
            of: caller.organisation, after: after, limit: limit + 1, in: context.database)
        let page = books.prefix(Int(limit)).map(\.book)
        guard books.count > page.count, let last = page.last else { return Response(items: page, next: nil) }
        return Response(items: page, next: try Position(list: Self.name, filter: nil, after: last.code).cursor())
    }
}
