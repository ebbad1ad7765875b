// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GrantAccess: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try AccessRules.requireOne(holder, at: "$.holder")
        try AccessRules.requireDays(from: from, to: to)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            guard try await ClientStore.client(client, of: write.sight, in: transaction) != nil else {
                throw ClientNotFound()
            }
            if let group = holder.group, try await UserGroupStore.group(group, in: write) == nil {
                throw UserGroupNotFound()
            }
            let grant = AccessGrant(
                id: .new(at: write.now), version: Version(unchecked: 1), client: client, holder: holder,
                reason: .granted, note: note, from: from, to: to, createdAt: write.now, updatedAt: write.now)
            try await AccessGrantStore.put([grant], in: write)
            try await write.publish([.accessGrant(grant)])
            return Response(grant: grant)
        }
    }
}
