// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListHolds: Handler {
    /// What a cursor remembers of the question.
    private struct HoldFilter: Codable, Sendable, Equatable {
        let state: HoldState
    }

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let record = try await context.book(book, of: caller)
        let asked = try PageRequest<HoldFilter, EntryNumber>(self, filter: state.map { HoldFilter(state: $0) })
        let holds = try await HoldStore.holds(
            of: record.number, state: asked.filter?.state, after: asked.after?.rawValue ?? 0, limit: asked.rowLimit,
            in: context.database)
        let (page, next) = try asked.cut(holds) { EntryNumber(unchecked: $0.number) }
        return Response(
            items: try await HoldStore.shown(page, of: record.number, in: context.database), next: next)
    }
}
