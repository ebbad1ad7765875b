// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension CompleteHandover: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        if let outgoingStaysUntil {
            guard outgoingStaysUntil >= effectiveOn else {
                throw InvalidParams(path: "$.outgoingStaysUntil", rule: "must not be before effectiveOn")
            }
            guard outgoingStaysUntil <= DayRange.greatestLast else {
                throw InvalidParams(path: "$.outgoingStaysUntil", rule: "must be before 9999-12-31")
            }
        }
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await HandoverStore.handover(handover, ifVersion: ifVersion, in: write)
            try HandoverRules.requireAnswering(present, caller)
            guard present.state == .open else { throw HandoverStateRefused(state: present.state) }
            guard effectiveOn >= present.openedOn else { throw HandoverDayRefused(earliest: present.openedOn) }
            let client = try await ClientStore.client(present.client, in: write)
            var team = try await TeamStore.team(of: client, in: write)
            // The role may have been retired since.
            try await TeamRoleStore.roles(in: write).requireGiven(present.role, asPrimary: true)
            try team.takeOver(
                present.incoming, as: present.role, share: share ?? .whole, from: effectiveOn,
                othersStayUntil: outgoingStaysUntil, at: write.now)
            let completed = present.completed(
                effectiveOn: effectiveOn, outgoingStaysUntil: outgoingStaysUntil, at: write.now)
            try await HandoverStore.put(completed, in: write)
            let changes = try await TeamStore.put([team], in: write)
            try await write.publish(changes, [.handover(completed)])
            return Response(
                handover: completed, changes: team.changes,
                clientVersion: changes.isEmpty ? client.version : client.version.next)
        }
    }
}
