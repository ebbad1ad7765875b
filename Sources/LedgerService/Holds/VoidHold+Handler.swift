// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension VoidHold: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let journal = try await context.journal(of: book, for: caller)
        guard let number = EntryIdentity.number(of: hold, in: journal.book.number) else { throw HoldNotFound() }
        return try await journal.submit(.void(hold: number), of: self, by: caller).held(in: journal)
    }
}
