// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension GetContact: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        guard let found = try await ContactStore.contact(contact, of: context.sight(of: caller), in: context.database)
        else {
            throw ContactNotFound()
        }
        if let erasedAt = found.contact.erasedAt { throw SubjectErased(erasedAt: erasedAt) }
        return Response(contact: found.shown)
    }
}
