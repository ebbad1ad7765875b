// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension StartImport: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try ImportRules.requirePermission(for: kind, caller)
        let definition = try ImportDefinition(self)
        return try await context.once(self, by: caller) { transaction in
            let now = context.clock.now()
            let id = ImportRunID.new(at: now)
            try await transaction.execute(ImportRunStore.insert(id, definition, by: caller, at: now))
            return Response(run: try await ImportRunStore.run(id, of: caller, in: transaction).run)
        }
    }
}

enum ImportRules {
    /// An import may do no more than its caller could do call by call.
    static func requirePermission(for kind: ImportKind, _ caller: Caller) throws {
        let permission: Permission =
            switch kind {
            case .clients: .writeClients
            case .contacts: .writeContacts
            }
        guard caller.satisfies(.permission(permission)) else { throw RPCFailure(.permissionDenied) }
    }
}
