// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension CancelDeferral: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let book = try await context.book(book, of: caller)
        return try await context.commands.once(self, by: caller) { tx in
            _ = try await HeadStore.lock(book.number, in: tx)
            guard var record = try await ScheduleStore.schedule(deferral, .deferral, of: book.number, in: tx) else {
                throw ScheduleNotFound()
            }
            guard record.version == ifVersion else { throw VersionConflict(currentVersion: record.version) }
            guard !record.state.isOver else { throw ScheduleOver() }
            (record.state, record.nextOn, record.dueOn, record.refused) = (.ended, nil, nil, 0)
            record.version = Version(unchecked: record.version.rawValue + 1)
            _ = try await ScheduleStore.drop(record.id, of: book.number, in: tx)
            try await ScheduleStore.update(record, accounts: nil, of: book.number, in: tx)
            return Response(deferral: try record.deferral())
        }
    }
}
