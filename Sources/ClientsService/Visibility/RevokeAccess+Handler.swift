// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension RevokeAccess: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            guard let present = try await AccessGrantStore.grant(grant, in: write) else { throw AccessGrantNotFound() }
            if present.revokedAt != nil { return Response(grant: present) }
            let revoked = present.revoked(at: write.now)
            try await AccessGrantStore.put([revoked], in: write)
            try await write.publish([.accessGrant(revoked)])
            return Response(grant: revoked)
        }
    }
}

extension AccessGrant {
    fileprivate func revoked(at now: Instant) -> AccessGrant {
        AccessGrant(
            id: id, version: version.next, client: client, holder: holder, reason: reason, note: note, from: from,
            to: to, revokedAt: now, createdAt: createdAt, updatedAt: now)
    }
}
