// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListOccurrences: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let asked = try PageRequest<OccurrenceFilter, OccurrencePlace>(self, filter: filter)
        let records = try await OccurrenceStore.occurrences(
            of: book.number, asked.filter, after: asked.after, limit: asked.rowLimit, in: context.database)
        return try asked.page(of: records) { last in
            OccurrencePlace(dueOn: last.dueOn, schedule: last.schedule)
        } showing: {
            $0.occurrence(in: book)
        }
    }
}
