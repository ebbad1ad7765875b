// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListPlaybooks: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<PlaybookPurpose, PlaybookID>(self, filter: purpose)
        let found = try await context.database.rows(
            PlaybookStore.statement(
                asked.filter, of: caller.organisation, after: asked.after, limit: asked.rowLimit),
            as: StoredFact<Playbook>.self)
        let (rows, next) = try asked.cut(
            found, to: PageSize.fitting(sizes: found.lazy.map(\.size)), endingAt: \.record.id)
        return Page(items: rows.map(\.record), next: next)
    }
}
