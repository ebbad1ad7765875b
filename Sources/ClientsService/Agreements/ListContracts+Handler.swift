// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListContracts: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<ContractFilter, ContractID>(self, filter: filter)
        let sight = try await context.sight(of: caller).measured(in: context.database)
        let filter = asked.filter ?? ContractFilter()
        let tests = try await CustomFieldTests.asked(
            filter.fields, of: .contract, in: caller.organisation, from: context.database)
        let found = try await context.database.rows(
            ContractStore.statement(
                filter, tests, of: sight, after: asked.after, limit: Int(asked.rowLimit)), as: StoredFact<Contract>.self
        )
        let (rows, next) = try asked.cut(
            found, to: PageSize.fitting(sizes: found.lazy.map(\.size)), endingAt: \.record.id)
        return Page(items: rows.map(\.record), next: next)
    }
}
