// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListBooks: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let asked = try PageRequest<NoFilter, BookCode>(self)
        let books = try await BookStore.books(
            of: caller.organisation, after: asked.after, limit: asked.rowLimit, in: context.database)
        return try asked.page(of: books, endingAt: \.book.code, showing: \.book)
    }
}
