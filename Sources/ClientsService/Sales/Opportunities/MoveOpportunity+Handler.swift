// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension MoveOpportunity: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await OpportunityStore.open(opportunity, ifVersion: ifVersion, in: write)
            let target = try await StageStore.list(in: write).stages.open(stage).code
            if target == present.stage { return Response(opportunity: present) }
            var moved = present
            moved.stage = target
            moved.stageSince = write.now
            moved.probability = nil
            return Response(opportunity: try await OpportunityStore.save(moved, in: write))
        }
    }
}
