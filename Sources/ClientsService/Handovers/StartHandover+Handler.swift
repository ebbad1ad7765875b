// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension StartHandover: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try HandoverRules.requireAllowed(handover)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let today = write.now.day
            let team = try await TeamStore.team(of: ClientStore.client(client, in: write), in: write)
            guard let primary = team.primary(on: today) else { throw PrimaryMissing(client: client, from: today) }
            try await HandoverStore.requireNone(of: client, in: write)
            try await HandoverStore.requireContacts(handover.contacts, in: write)
            let role = try await TeamRoleStore.roles(in: write).role(of: handover)
            let opened = Handover(
                handover, as: role, of: client, from: primary.user, openedOn: today, at: write.now)
            try await HandoverStore.put(opened, in: write)
            try await write.publish([.handover(opened)])
            return Response(handover: opened)
        }
    }
}

extension NewHandover {
    var contacts: [ContactID] { brief.people?.map(\.contact) ?? [] }
}
