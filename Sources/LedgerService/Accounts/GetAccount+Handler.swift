// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension GetAccount: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        guard let record = try await AccountStore.account(code, of: book.number, in: context.database) else {
            throw AccountNotFound(account: code)
        }
        return Response(account: record.account)
    }
}
