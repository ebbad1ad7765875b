// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension GetRecurringEntry: Handler {
    private static let occurrenceLimit: Int64 = 100

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        return try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            guard let record = try await ScheduleStore.schedule(recurringEntry, .recurring, of: book.number, in: tx)
            else { throw ScheduleNotFound() }
            let latest = try await OccurrenceStore.latest(
                record.id, of: book.number, limit: Self.occurrenceLimit, in: tx)
            return Response(
                recurringEntry: try record.recurringEntry(), upcoming: record.upcoming(),
                occurrences: latest.map { $0.occurrence(in: book) })
        }
    }
}
