// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension UpsertContact: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let channels = try ContactRules.channels(of: self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await present(in: write)
            try await ContactStore.requireClients(positions.map(\.client), in: write)
            if let timeZone { try await ContactStore.requireTimeZone(timeZone, in: write) }
            let change = try await CustomFieldStore.change(
                fields, of: .contact, isNew: present == nil, after: present?.contact.fields, in: write)
            let contact = ContactRules.contact(
                present?.contact.id ?? .new(at: write.now), after: present?.contact, by: self, channels: channels,
                keeping: present?.hidden ?? [], fields: change.values, at: write.now)
            if let present, try ContactRules.saySame(present.contact, contact) {
                return Response(contact: present.shown)
            }
            try await RelationshipStore.requireNone(of: contact, in: write)
            try await ContactStore.put(contact, in: write)
            try await change.put(for: contact.id.uuid, in: write)
            try await write.publish([.contact(contact, after: present?.contact)])
            return Response(contact: contact.shown(at: positions.map(\.client)))
        }
    }

    /// The contact that is to be replaced; nil when one is to be created.
    private func present(in write: ClientWrite) async throws -> ContactRecord? {
        guard let contact else { return nil }
        guard let present = try await ContactStore.contact(contact, of: write.sight, in: write.transaction)
        else { throw ContactNotFound() }
        if let erasedAt = present.contact.erasedAt { throw SubjectErased(erasedAt: erasedAt) }
        guard present.contact.version == ifVersion else {
            throw VersionConflict(currentVersion: present.contact.version)
        }
        return present
    }
}
