// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension EndAssignment: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try TeamRules.requireAllowed(lastDay: to)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            var team = try await TeamStore.team(of: client, ifVersion: ifVersion, in: write)
            let ended = try team.end(assignment, on: to)
            if team.changes.isEmpty { return Response(assignment: ended, clientVersion: ifVersion) }
            try await TeamStore.save([team], in: write)
            return Response(assignment: ended, clientVersion: ifVersion.next)
        }
    }
}
