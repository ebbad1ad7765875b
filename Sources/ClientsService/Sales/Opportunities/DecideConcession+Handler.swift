// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension DecideConcession: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            var opportunity = try await OpportunityStore.open(opportunity, ifVersion: ifVersion, in: write)
            guard let place = opportunity.concessions.firstIndex(where: { $0.id == concession }) else {
                throw ConcessionNotFound()
            }
            let asked = opportunity.concessions[place]
            guard asked.state == .requested else { throw ConcessionDecided(state: asked.state) }
            let author = try OpportunityRules.author(caller.label)
            guard asked.requestedBy != author else { throw OwnConcession() }
            opportunity.concessions[place] = Concession(
                id: asked.id, kind: asked.kind, description: asked.description, amount: asked.amount,
                state: isApproved ? .approved : .refused, requestedBy: asked.requestedBy,
                requestedAt: asked.requestedAt, decidedBy: author, decidedAt: write.now, decisionNote: note)
            return Response(opportunity: try await OpportunityStore.save(opportunity, in: write))
        }
    }
}
