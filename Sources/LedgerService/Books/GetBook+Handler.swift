// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension GetBook: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        Response(book: try await context.book(book, of: caller).book)
    }
}
