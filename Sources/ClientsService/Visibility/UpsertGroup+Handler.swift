// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension UpsertGroup: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let members = try AccessRules.members(of: self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await present(in: write)
            if let present, present.name == name, present.members == members { return Response(group: present) }
            try await UserGroupStore.requireFree(name, for: group, in: write)
            let group = UserGroup(
                id: present?.id ?? .new(at: write.now), version: present?.version.next ?? Version(unchecked: 1),
                name: name, members: members, createdAt: present?.createdAt ?? write.now, updatedAt: write.now)
            try await UserGroupStore.put(group, in: write)
            try await Oversight.renew(below: [], groups: [group.id], in: write)
            try await write.publish([.userGroup(group)])
            return Response(group: group)
        }
    }

    /// The group that is to be replaced; nil when one is to be created.
    private func present(in write: ClientWrite) async throws -> UserGroup? {
        guard let group else { return nil }
        guard let present = try await UserGroupStore.group(group, in: write) else { throw UserGroupNotFound() }
        guard present.version == ifVersion else { throw VersionConflict(currentVersion: present.version) }
        return present
    }
}
