// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension Relate: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try RelationshipRules.requireFitting(self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            try await RelationshipStore.requirePositions(of: self, in: write)
            let present = try await RelationshipStore.relationship(of: contact, at: client, in: write)
            try requireVersion(of: present)
            let relationship = Relationship(
                id: present?.id ?? .new(at: write.now),
                version: Version(unchecked: (present?.version.rawValue ?? 0) + 1), client: client, contact: contact,
                spells: try RelationshipRules.spells(present?.spells ?? [], after: self),
                createdAt: present?.createdAt ?? write.now, confirmedAt: write.now)
            try await RelationshipStore.put(relationship, in: write)
            try await RelationshipStore.requireNoCycle(over: contact, at: client, in: write)
            try await write.publish([.relationship(relationship)])
            return Response(relationship: relationship)
        }
    }

    private func requireVersion(of present: Relationship?) throws {
        guard let ifVersion else { return }
        guard let present else {
            throw InvalidParams(path: "$.ifVersion", rule: "must be absent while no relationship is on record")
        }
        guard present.version == ifVersion else { throw VersionConflict(currentVersion: present.version) }
    }
}
