// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension GetPipeline: Handler {
    /// Answered rows at most, as the contract says.
    private static let rowLimit = 5000

    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let sight = try await context.sight(of: caller).measured(in: context.database)
        let found = try await PipelineStore.rows(
            filter ?? PipelineFilter(), by: by.map(Set.init) ?? [.stage], of: sight,
            limit: Self.rowLimit + 1, in: context.database)
        return Response(rows: Array(found.prefix(Self.rowLimit)), hasMoreRows: found.count > Self.rowLimit)
    }
}
