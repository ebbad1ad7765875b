// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension GetEntry: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let record = try await context.book(book, of: caller)
        guard let number = EntryIdentity.number(of: entry, in: record.number),
            let found = try await EntryStore.entries([number], of: record, in: context.database).first,
            found.id == entry
        else { throw EntryNotFound() }
        return Response(entry: found)
    }
}
