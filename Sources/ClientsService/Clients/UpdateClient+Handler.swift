// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension UpdateClient: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try ClientRules.requireClearedFieldsNotGiven(self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            guard let present = try await ClientStore.client(client, of: write.sight, in: transaction) else {
                throw ClientNotFound()
            }
            guard present.version == ifVersion else { throw VersionConflict(currentVersion: present.version) }
            let changesNames = try await changeExternalIDs(of: present, in: write)
            var profile = try ClientProfile(present).applying(self)
            let change = try await CustomFieldStore.change(
                fields, of: .client, isNew: false, after: present.fields, in: write)
            profile.fields = change.values
            guard try await ClientStore.update(client, to: profile, isChangedBeside: changesNames, in: write) else {
                return Response(client: present)
            }
            if profile.details != present.details {
                _ = try await transaction.batch(ClientKeyStore.put(profile.details, of: client, in: write))
            }
            try await change.put(for: client.uuid, in: write)
            return Response(client: try await write.publish(.updated, of: client))
        }
    }

    /// Answers whether anything changed.
    private func changeExternalIDs(of present: Client, in write: ClientWrite) async throws -> Bool {
        let added = addExternalIds.map(Array.init) ?? []
        let removed = removeExternalIds.map(Array.init) ?? []
        guard try ClientRules.changesExternalIDs(present.externalIds, removing: removed, adding: added) else {
            return false
        }
        try await ExternalIDStore.requireFree(added, for: client, in: write)
        _ = try await write.transaction.pipeline(
            .execute(ExternalIDStore.remove(removed, from: client, in: write)),
            .execute(ExternalIDStore.add(added, to: client, in: write)))
        return true
    }
}
