// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension GetOpportunity: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        guard
            let found = try await OpportunityStore.opportunity(
                opportunity, of: context.sight(of: caller), in: context.database)
        else { throw OpportunityNotFound() }
        let stages = try await StageStore.list(of: caller.organisation, in: context.database).stages
        let stage = stages.first { $0.code == found.stage }
        return Response(opportunity: found, stage: stage, probability: probability(of: found, in: stage))
    }

    private func probability(of opportunity: Opportunity, in stage: Stage?) -> Probability {
        switch opportunity.closing?.outcome {
        case .won: Probability(unchecked: 100)
        case .lost, .abandoned: Probability(unchecked: 0)
        case nil: opportunity.probability ?? stage?.probability ?? Probability(unchecked: 0)
        }
    }
}
