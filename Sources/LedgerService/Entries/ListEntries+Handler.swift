// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListEntries: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let record = try await context.book(book, of: caller)
        let question = filter == nil && order == nil ? nil : EntryListing(filter: filter, order: order)
        let asked = try PageRequest<EntryListing, EntryPlace>(self, filter: question)
        return try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            let accounts = try await accounts(asked.filter?.filter, of: record.number, in: tx)
            let search = EntrySearch(
                book: record.number, filter: asked.filter?.filter ?? EntryFilter(), accounts: accounts,
                order: asked.filter?.order ?? .number, after: asked.after, limit: asked.rowLimit)
            let numbers = try await tx.rows(search.statement, as: Int64.self)
            let entries = try await EntryStore.entries(Array(numbers.prefix(asked.size)), of: record, in: tx)
            guard let last = entries.last else { return Response(items: [], next: nil) }
            let next = try asked.cut(numbers) { _ in EntryPlace(postedOn: last.postedOn, number: last.number) }.next
            return Response(items: entries, next: next)
        }
    }

    private func accounts(_ filter: EntryFilter?, of book: Int32, in tx: Transaction) async throws -> [Int32]? {
        guard let account = filter?.account else { return nil }
        let scope: AccountScope = filter?.includesBelow == true ? .each : .own
        return try await AccountSelectionStore.select([account], scope: scope, of: book, in: tx).members
    }
}

/// What a cursor belongs to.
private struct EntryListing: Codable, Sendable, Equatable {
    let filter: EntryFilter?
    let order: EntryOrder?
}
