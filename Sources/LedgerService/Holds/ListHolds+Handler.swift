// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListHolds: Handler {
    private typealias Position = PagePosition<HoldFilter, EntryNumber>

    /// What a cursor remembers of the question.
    private struct HoldFilter: Codable, Sendable, Equatable {
        let state: HoldState
    }

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let record = try await context.book(book, of: caller)
        let asked = state.map { HoldFilter(state: $0) }
        let position = try cursor.map { try Position($0, list: Self.name, filter: asked) }
        let filter = asked ?? position?.filter
        let limit = (limit ?? .standard).rawValue
        let holds = try await HoldStore.holds(
            of: record.number, state: filter?.state, after: position?.after.rawValue ?? 0, limit: limit + 1,
            in: context.database)
        let page = Array(holds.prefix(Int(limit)))
        let items = try await HoldStore.shown(page, of: record.number, in: context.database)
        guard holds.count > page.count, let last = page.last else { return Response(items: items, next: nil) }
        let after = EntryNumber(unchecked: last.number)
        return Response(items: items, next: try Position(list: Self.name, filter: filter, after: after).cursor())
    }
}
