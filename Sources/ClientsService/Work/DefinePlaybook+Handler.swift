// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension DefinePlaybook: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try PlaybookRules.requireAllowed(self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let roles = try await TeamRoleStore.roles(in: write)
            for role in steps.compactMap(\.role) { try roles.requireDefined(role) }
            var present: Playbook?
            if let playbook {
                let found = try await PlaybookStore.playbook(playbook, in: write)
                guard found.version == ifVersion else { throw VersionConflict(currentVersion: found.version) }
                present = found
            }
            let defined = PlaybookRules.playbook(
                present?.id ?? .new(at: write.now), after: present, by: self, at: write.now)
            try await PlaybookStore.save(defined, in: write)
            return Response(playbook: defined)
        }
    }
}
