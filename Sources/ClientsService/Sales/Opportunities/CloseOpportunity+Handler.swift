// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension CloseOpportunity: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try OpportunityRules.requireFitting(self, today: CalendarDate(of: context.clock.now()))
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await OpportunityStore.open(opportunity, ifVersion: ifVersion, in: write)
            if outcome == .won { try await requireWinnable(present, in: write) }
            let stages = try await StageStore.list(in: write).stages.stages
            var closed = present
            closed.stage = stages.first { $0.outcome == outcome }?.code ?? present.stage
            closed.stageSince = write.now
            closed.competitor = competitor ?? present.competitor
            closed.closing = OpportunityClosing(
                outcome: outcome, on: on ?? CalendarDate(of: write.now), reason: reason, note: note,
                closedBy: try OpportunityRules.author(caller.label))
            return Response(opportunity: try await OpportunityStore.save(closed, in: write))
        }
    }

    private func requireWinnable(_ present: Opportunity, in write: ClientWrite) async throws {
        let concerns = try await ConcernStore.blocking(
            present.id, of: present.client, in: write.organisation, from: write.transaction)
        guard concerns.isEmpty else { throw ConcernsBlockWinning(concerns: concerns) }
        let undecided = present.concessions.filter { $0.state == .requested }.map(\.id)
        guard undecided.isEmpty else { throw ConcessionsUndecided(concessions: undecided) }
    }
}
