// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension StartPlaybook: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        guard let owner = owner ?? caller.user else {
            throw InvalidParams(path: "$.owner", rule: "must be given by a caller who is no user")
        }
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            guard try await ClientStore.exists(client, of: write.sight, in: transaction) else {
                throw ClientNotFound()
            }
            try await TopicStore.requireOpportunity(opportunity, of: client, in: write)
            try await TopicStore.requireContract(contract, of: client, in: write)
            let playbook = try await PlaybookStore.playbook(playbook, in: write)
            guard playbook.isActive else { throw PlaybookInactive() }
            if let risk { try await PlaybookStore.requireRisk(risk, of: client, in: write) }
            let id = PlaybookRunID.new(at: write.now)
            let tasks = try PlaybookRules.tasks(
                of: playbook, in: id, by: self, owner: owner,
                team: try await PlaybookStore.team(of: client, on: startsOn, in: write), at: write.now)
            let run = PlaybookRun(
                id: id, playbook: playbook.id, playbookVersion: playbook.version, client: client, startsOn: startsOn,
                owner: owner, risk: risk, contract: contract, opportunity: opportunity, tasks: tasks.map(\.id),
                startedAt: write.now)
            try await PlaybookStore.save(run, tasks, in: write)
            return Response(run: run, tasks: tasks)
        }
    }
}
