// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension ListStages: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        Response(stages: try await StageStore.list(of: caller.organisation, in: context.database))
    }
}
