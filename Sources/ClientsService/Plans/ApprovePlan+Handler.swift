// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ApprovePlan: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let author = try Text<1, 100>(validating: caller.label)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await PlanStore.plan(plan, ifVersion: ifVersion, in: write)
            if present.state == .approved { return Response(plan: present) }
            let approved = PlanRules.approved(present, note: note, author: author, at: write.now)
            try await PlanStore.put(approved, in: write)
            try await write.publish([.plan(approved)])
            return Response(plan: approved)
        }
    }
}
