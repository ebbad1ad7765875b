// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension DefineStages: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try StageRules.requireFitting(stages)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let (present, made) = try await StageStore.list(in: write)
            guard present.version == ifVersion else { throw VersionConflict(currentVersion: present.version) }
            let list = StageList(version: present.version.next, stages: Array(stages))
            try await StageStore.requireFree(list, in: write)
            try await StageStore.put(list, in: write)
            try await write.publish(made + [.stages(list, of: write.organisation)])
            return Response(stages: list)
        }
    }
}
