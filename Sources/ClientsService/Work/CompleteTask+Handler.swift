// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension CompleteTask: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let outcome = outcome ?? .done
        guard outcome != .open else { throw InvalidParams(path: "$.outcome", rule: "must be done or cancelled") }
        let author = try Text<1, 100>(validating: caller.label)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await TaskStore.openTask(task, ifVersion: ifVersion, in: write)
            if outcome == .done { try await TaskStore.requireGatesPassed(before: present, in: write) }
            let (completed, next) = TaskRules.completed(
                present, as: outcome, note: note, author: author, at: write.now)
            let tasks = [completed] + (next.map { [$0] } ?? [])
            try await TaskStore.put(tasks, in: write)
            try await write.publish(tasks.map(ClientFact.task))
            return Response(task: completed, next: next)
        }
    }
}
