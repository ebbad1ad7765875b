// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension UpdateHandover: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let new = NewHandover(incoming: incoming, role: role, brief: brief)
        try HandoverRules.requireAllowed(new, at: "$")
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await HandoverStore.handover(handover, ifVersion: ifVersion, in: write)
            guard present.state == .open || present.state == .returned else {
                throw HandoverStateRefused(state: present.state)
            }
            try await HandoverStore.requireContacts(new.contacts, in: write)
            let role = try await TeamRoleStore.roles(in: write).role(of: new)
            let updated = present.updated(to: new, as: role, at: write.now)
            if present.state == .open, try present.saysSame(as: updated) { return Response(handover: present) }
            try await HandoverStore.put(updated, in: write)
            try await write.publish([.handover(updated)])
            return Response(handover: updated)
        }
    }
}
