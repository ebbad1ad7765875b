// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension RequestConcession: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try OpportunityRules.requireNotNegative(amount)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            var opportunity = try await OpportunityStore.open(opportunity, ifVersion: ifVersion, in: write)
            if let amount, amount.currency != opportunity.amount.currency {
                throw InvalidParams(
                    path: "$.amount", rule: "must be in \(opportunity.amount.currency.text), as the opportunity is")
            }
            guard opportunity.concessions.count < OpportunityRules.concessionLimit else {
                throw TooManyConcessions(limit: Count(OpportunityRules.concessionLimit))
            }
            let concession = Concession(
                id: .new(at: write.now), kind: kind, description: description, amount: amount, state: .requested,
                requestedBy: try OpportunityRules.author(caller.label), requestedAt: write.now)
            opportunity.concessions.append(concession)
            return Response(
                concession: concession.id, opportunity: try await OpportunityStore.save(opportunity, in: write))
        }
    }
}
