// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension GetHandover: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let sight = context.sight(of: caller)
        guard let found = try await HandoverStore.handover(handover, of: sight, in: context.database) else {
            throw HandoverNotFound()
        }
        return Response(handover: found)
    }
}
