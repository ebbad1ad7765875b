// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListEntries: Handler {
    private typealias Position = PagePosition<EntryListing, EntryPlace>

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let record = try await context.book(book, of: caller)
        let asked = filter == nil && order == nil ? nil : EntryListing(filter: filter, order: order)
        let position = try cursor.map { try Position($0, list: Self.name, filter: asked) }
        let listing = asked ?? position?.filter
        let limit = (limit ?? .standard).rawValue
        return try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            let accounts = try await accounts(listing?.filter, of: record.number, in: tx)
            let search = EntrySearch(
                book: record.number, filter: listing?.filter ?? EntryFilter(), accounts: accounts,
                order: listing?.order ?? .number, after: position?.after, limit: limit + 1)
            let numbers = try await tx.rows(search.statement, as: Int64.self)
            let page = try await EntryStore.entries(Array(numbers.prefix(Int(limit))), of: record, in: tx)
            guard numbers.count > page.count, let last = page.last else { return Response(items: page, next: nil) }
            let place = EntryPlace(postedOn: last.postedOn, number: last.number)
            return Response(
                items: page, next: try Position(list: Self.name, filter: listing, after: place).cursor())
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
