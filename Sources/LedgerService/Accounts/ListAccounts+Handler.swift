// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListAccounts: Handler {
    private typealias Position = PagePosition<AccountKind, AccountCode>

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let position = try cursor.map { try Position($0, list: Self.name, filter: self.kind) }
        let kind = self.kind ?? position?.filter
        let limit = (limit ?? .standard).rawValue
        let accounts = try await AccountStore.accounts(
            of: book.number, kind: kind, after: position?.after, limit: limit + 1, in: context.database)
        let page = accounts.prefix(Int(limit)).map(\.account)
        guard accounts.count > page.count, let last = page.last else { return Response(items: page, next: nil) }
        return Response(items: page, next: try Position(list: Self.name, filter: kind, after: last.code).cursor())
    }
}
