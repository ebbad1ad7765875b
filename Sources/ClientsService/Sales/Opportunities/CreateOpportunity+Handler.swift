// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension CreateOpportunity: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let (lines, amount) = try amountAndLines()
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            try await OpportunityStore.require(client, contact: contact, in: write)
            try await ProductStore.require(lines.map(\.product), in: write)
            let (stages, made) = try await StageStore.list(in: write)
            var opportunity = Opportunity(
                id: .new(at: write.now), client: client, kind: kind, name: name, stage: try stages.open(stage).code,
                amount: amount, lines: lines, at: write.now)
            opportunity.probability = probability
            opportunity.expectedCloseOn = expectedCloseOn
            opportunity.owner = owner
            opportunity.contact = contact
            opportunity.source = source
            opportunity.competitor = competitor
            opportunity.valueStatement = valueStatement
            opportunity.nextStep = nextStep
            let change = try await CustomFieldStore.change(fields, of: .opportunity, isNew: true, in: write)
            opportunity.fields = change.values
            try await OpportunityStore.put(opportunity, in: write)
            try await change.put(for: opportunity.id.uuid, in: write)
            try await write.publish(made + [.opportunity(opportunity)])
            return Response(opportunity: opportunity)
        }
    }

    private func amountAndLines() throws -> (lines: [OpportunityLine], amount: Money) {
        switch (amount, lines) {
        case (let amount?, nil):
            try OpportunityRules.requireNotNegative(amount)
            return ([], amount)
        case (nil, let lines?):
            let (lines, sum) = try OpportunityRules.lines(Array(lines))
            return (lines, sum)
        default:
            throw InvalidParams(path: "$", rule: "must have exactly one of amount and lines")
        }
    }
}
