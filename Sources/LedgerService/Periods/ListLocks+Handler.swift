// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension ListLocks: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let page = try await PeriodPage(list: Self.name, year: year, isLocked: true, limit: limit, cursor: cursor)
            .read(of: book, in: context.database)
        return Response(items: page.items, next: page.next)
    }
}
