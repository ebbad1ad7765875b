// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListProducts: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<ProductFilter, ProductID>(self, filter: filter)
        let found = try await ProductStore.page(
            asked.filter ?? ProductFilter(), of: caller.organisation, after: asked.after, limit: Int(asked.rowLimit),
            in: context.database)
        let (rows, next) = try asked.cut(
            found, to: PageSize.fitting(sizes: found.lazy.map(\.size)), endingAt: \.record.id)
        return Page(items: rows.map(\.record), next: next)
    }
}
