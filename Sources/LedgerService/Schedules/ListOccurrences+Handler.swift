// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListOccurrences: Handler {
    private typealias Position = PagePosition<OccurrenceFilter, OccurrencePlace>

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let position = try cursor.map { try Position($0, list: Self.name, filter: self.filter) }
        let filter = self.filter ?? position?.filter
        let limit = (limit ?? .standard).rawValue
        let records = try await OccurrenceStore.occurrences(
            of: book.number, filter, after: position?.after, limit: limit + 1, in: context.database)
        let page = records.prefix(Int(limit)).map { $0.occurrence(in: book) }
        guard records.count > page.count, let last = page.last else { return Response(items: page, next: nil) }
        let place = OccurrencePlace(dueOn: last.dueOn, schedule: last.schedule)
        return Response(items: page, next: try Position(list: Self.name, filter: filter, after: place).cursor())
    }
}
