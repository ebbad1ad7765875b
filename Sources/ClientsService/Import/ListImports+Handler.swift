// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListImports: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<NoFilter, ImportRunID>(self)
        let found = try await context.database.rows(
            ImportRunStore.page(of: caller, after: asked.after, limit: asked.rowLimit), as: ImportRunRecord.self)
        let (rows, next) = try asked.cut(
            found, to: PageSize.fitting(sizes: found.lazy.map(\.size)), endingAt: \.id)
        return Page(items: rows.map(\.run), next: next)
    }
}
