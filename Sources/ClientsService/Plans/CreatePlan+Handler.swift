// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension CreatePlan: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try PlanRules.requireAllowed(self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            guard try await ClientStore.exists(client, of: write.sight, in: transaction) else {
                throw ClientNotFound()
            }
            var present: Plan?
            if let plan {
                let found = try await PlanStore.plan(plan, ifVersion: ifVersion, in: write)
                guard found.client == client else { throw PlanNotFound() }
                present = found
            }
            let plan = PlanRules.plan(present?.id ?? .new(at: write.now), after: present, by: self, at: write.now)
            try await PlanStore.put(plan, in: write)
            try await write.publish([.plan(plan)])
            return Response(plan: plan)
        }
    }
}
