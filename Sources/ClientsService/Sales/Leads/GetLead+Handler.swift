// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension GetLead: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        guard let found = try await LeadStore.lead(lead, of: context.sight(of: caller), in: context.database) else {
            throw LeadNotFound()
        }
        if let erasedAt = found.lead.erasedAt { throw SubjectErased(erasedAt: erasedAt) }
        return Response(lead: found.shown)
    }
}
