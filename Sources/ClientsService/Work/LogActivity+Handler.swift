// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension LogActivity: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let user = user ?? caller.user
        try ActivityRules.requireAllowed(self, by: caller, at: context.clock.now())
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            guard try await ClientStore.exists(client, of: write.sight, in: transaction) else {
                throw ClientNotFound()
            }
            try await TopicStore.requireOpportunity(opportunity, of: client, in: write)
            try await TopicStore.requireContract(contract, of: client, in: write)
            try await ContactStore.requireContacts(contacts?.elements ?? [], at: client, in: write)
            try await RiskStore.requireConcerns(concern.map { [$0] } ?? [], of: client, in: write)
            let task = nextStep.flatMap { step in
                (step.owner ?? user).map { TaskRules.task(of: step, for: $0, after: self, at: write.now) }
            }
            let activity = ActivityRules.activity(
                .new(at: write.now), by: self, user: user, nextStep: task?.id, at: write.now)
            try await ActivityStore.put(activity, in: write)
            guard let task else {
                try await write.publish([.activity(activity)])
                return Response(activity: activity)
            }
            try await TaskStore.put([task], in: write)
            try await write.publish([.activity(activity), .task(task)])
            return Response(activity: activity, task: task)
        }
    }
}
