// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension CreateClient: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        var profile = try ClientProfile(self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let client = ClientID.new(at: write.now)
            let change = try await CustomFieldStore.change(fields, of: .client, isNew: true, in: write)
            profile.fields = change.values
            let externalIds = externalIds.map(Array.init) ?? []
            try await ExternalIDStore.requireFree(externalIds, for: client, in: write)
            _ = try await transaction.pipeline(
                .execute(try ClientStore.insert(client, profile, in: write)),
                .execute(ExternalIDStore.add(externalIds, to: client, in: write)))
            if profile.details != nil {
                _ = try await transaction.batch(ClientKeyStore.put(profile.details, of: client, in: write))
            }
            try await change.put(for: client.uuid, in: write)
            let grants = AccessGrantStore.created([client], by: caller, in: write)
            try await AccessGrantStore.put(grants, in: write)
            try await write.publish(
                [ClientChange(client: client, kind: .created)], grants.map(ClientFact.accessGrant))
            return Response(client: try await write.client(client))
        }
    }
}
