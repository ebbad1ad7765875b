// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension Assign: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try TeamRules.requireAllowed(self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            var team = try await TeamStore.team(of: client, ifVersion: ifVersion, in: write)
            try await TeamRoleStore.roles(in: write).requireGiven(role, asPrimary: isPrimary ?? false)
            let assignment = Assignment(
                id: .new(at: write.now), client: client, user: user, role: role, share: share ?? .whole,
                isPrimary: isPrimary ?? false, from: from, to: to)
            try team.add(assignment, formerPrimary: formerPrimary, at: write.now)
            try await TeamStore.save([team], in: write)
            return Response(assignment: assignment, changes: team.changes, clientVersion: ifVersion.next)
        }
    }
}

extension Version {
    var next: Version { Version(unchecked: rawValue + 1) }
}
