// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension ListRecurringEntries: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        let asked = try PageRequest<RecurringEntryState, ScheduleID>(self, filter: state)
        let records = try await ScheduleStore.schedules(
            of: book.number, .recurring, state: asked.filter.map { ScheduleState($0) }, after: asked.after,
            limit: asked.rowLimit, in: context.database)
        return try asked.page(of: records, endingAt: \.id) { try $0.recurringEntry() }
    }
}
