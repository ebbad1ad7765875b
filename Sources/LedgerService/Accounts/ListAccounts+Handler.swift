// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListAccounts: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let asked = try PageRequest<AccountKind, AccountCode>(self, filter: kind)
        let accounts = try await AccountStore.accounts(
            of: book.number, kind: asked.filter, after: asked.after, limit: asked.rowLimit, in: context.database)
        return try asked.page(of: accounts, endingAt: \.account.code, showing: \.account)
    }
}
