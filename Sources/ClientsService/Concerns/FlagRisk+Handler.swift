// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension FlagRisk: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try RiskRules.requireAllowed(self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            guard try await ClientStore.exists(client, of: write.sight, in: transaction) else {
                throw ClientNotFound()
            }
            var present: Risk?
            if let risk {
                present = try await RiskStore.openRisk(risk, ifVersion: ifVersion, in: write)
                guard present?.client == client else { throw RiskNotFound() }
            }
            try await TopicStore.requireContract(contract, of: client, in: write)
            try await RiskStore.requireConcerns(evidence.compactMap(\.concern), of: client, in: write)
            let flagged = RiskRules.flagged(
                present?.id ?? .new(at: write.now), after: present, by: self, at: write.now)
            try await RiskStore.save(flagged, in: write)
            return Response(risk: flagged)
        }
    }
}
