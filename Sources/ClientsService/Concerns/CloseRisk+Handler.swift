// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension CloseRisk: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        guard outcome != .open else {
            throw InvalidParams(path: "$.outcome", rule: "must be averted, materialised or dismissed")
        }
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await RiskStore.openRisk(risk, ifVersion: ifVersion, in: write)
            let closed = RiskRules.closed(present, as: outcome, note: note, at: write.now)
            try await RiskStore.save(closed, in: write)
            return Response(risk: closed)
        }
    }
}
