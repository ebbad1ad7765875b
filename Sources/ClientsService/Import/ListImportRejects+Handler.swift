// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListImportRejects: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<ImportRejectFilter, Count>(self, filter: filter)
        let record = try await ImportRunStore.run(filter.run, of: caller, in: context.database)
        let from = asked.after.map { Count(Int($0.rawValue) + 1) } ?? Count(0)
        let found = try await context.database.rows(
            ImportRunStore.rejects(
                of: record.id, from: from, limit: asked.rowLimit, in: caller.organisation),
            as: ImportRejectRow.self)
        return try asked.page(of: found.map(\.reject), endingAt: \.row)
    }
}
