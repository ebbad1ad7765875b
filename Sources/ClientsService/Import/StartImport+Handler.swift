// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension StartImport: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try ImportRules.requirePermission(for: kind, caller)
        return try await context.once(self, by: caller) { transaction in
            let definition = try ImportDefinition(
                self, custom: try await customFields(of: caller.organisation, in: transaction))
            let now = context.clock.now()
            let id = ImportRunID.new(at: now)
            try await transaction.execute(ImportRunStore.insert(id, definition, by: caller, at: now))
            return Response(run: try await ImportRunStore.run(id, of: caller, in: transaction).run)
        }
    }

    /// Those that the rows may have, the retired ones too: who writes back what there is changes nothing.
    private func customFields(
        of organisation: OrganisationID, in transaction: Transaction
    ) async throws -> [CustomField] {
        guard let subject = kind.customSubject else { return [] }
        return try await SettingStore.present(CustomFieldSet.self, of: organisation, in: transaction).of(subject).fields
    }
}

enum ImportRules {
    /// An import may do no more than its caller could do call by call.
    static func requirePermission(for kind: ImportKind, _ caller: Caller) throws {
        let permission: Permission =
            switch kind {
            case .clients: .writeClients
            case .contacts: .writeContacts
            case .leads, .opportunities: .writeSales
            }
        guard caller.satisfies(.permission(permission)) else { throw RPCFailure(.permissionDenied) }
    }
}
