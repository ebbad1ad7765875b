// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension UpsertTask: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try TaskRules.requireAllowed(self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            var present: ClientTask?
            if let task { present = try await TaskStore.openTask(task, ifVersion: ifVersion, in: write) }
            if let client {
                guard try await ClientStore.exists(client, of: write.sight, in: transaction) else {
                    throw ClientNotFound()
                }
                try await TopicStore.requireOpportunity(opportunity, of: client, in: write)
                try await TopicStore.requireContract(contract, of: client, in: write)
                try await ContactStore.requireContacts(contact.map { [$0] } ?? [], at: client, in: write)
                try await RiskStore.requireConcerns(concern.map { [$0] } ?? [], of: client, in: write)
            }
            let task = try TaskRules.task(
                present?.id ?? .new(at: write.now), after: present, by: self, at: write.now)
            try await TaskStore.put([task], in: write)
            try await write.publish([.task(task)])
            return Response(task: task)
        }
    }
}
