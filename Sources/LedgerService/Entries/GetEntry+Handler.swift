// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension GetEntry: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let ways = [entry != nil, number != nil, external != nil].count { $0 }
        guard ways == 1 else {
            throw InvalidParams(path: "$", rule: "must have exactly one of entry, number and external")
        }
        let record = try await context.book(book, of: caller)
        guard let number = try await number(in: record, context.database),
            let found = try await EntryStore.entries([number], of: record, in: context.database).first,
            entry == nil || found.id == entry
        else { throw EntryNotFound() }
        return Response(entry: found)
    }

    private func number(in book: BookRecord, _ database: PostgresPool) async throws -> Int64? {
        if let entry { return EntryIdentity.number(of: entry, in: book.number) }
        if let external { return try await EntryStore.number(of: external, in: book.number, database) }
        return number?.rawValue
    }
}
