// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension ReverseEntry: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let journal = try await context.journal(of: book, for: caller)
        guard let number = EntryIdentity.number(of: entry, in: journal.book.number) else { throw EntryNotFound() }
        let reversal = EntryReversal(number: number, postedOn: postedOn, description: description)
        return try await journal.submit(.reverse(reversal), of: self, by: caller).posted(in: journal)
    }
}
