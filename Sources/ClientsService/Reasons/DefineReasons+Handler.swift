// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension DefineReasons: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try ReasonRules.requireTree(reasons.elements)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await ReasonStore.tree(kind, of: write.organisation, in: transaction)
            guard present.version == ifVersion else { throw VersionConflict(currentVersion: present.version) }
            let defined = try ReasonRules.tree(reasons.elements, after: present)
            if ReasonRules.saySame(defined, present) { return Response(tree: present) }
            try await ReasonStore.put(defined, in: write)
            try await write.publish([.reasons(defined)])
            return Response(tree: defined)
        }
    }
}
