// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListConsents: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<ConsentFilter, Count>(self, filter: filter)
        guard let filter = asked.filter else {
            throw InvalidParams(path: "$.filter", rule: "must be given, or cursor")
        }
        let found = try await ConsentStore.page(
            filter, of: context.sight(of: caller), after: asked.after, limit: Int(asked.rowLimit), in: context.database)
        return try asked.page(of: found, endingAt: \.number)
    }
}
