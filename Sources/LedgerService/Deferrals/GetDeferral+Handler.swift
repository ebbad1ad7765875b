// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension GetDeferral: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        return try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { tx in
            guard let record = try await ScheduleStore.schedule(deferral, .deferral, of: book.number, in: tx) else {
                throw ScheduleNotFound()
            }
            return Response(
                deferral: try record.deferral(),
                parts: try await OccurrenceStore.parts(of: record.id, in: book, from: tx))
        }
    }
}
