// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension RecordReview: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try ReviewRules.requireAllowed(self, by: caller)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            guard try await ClientStore.exists(client, of: write.sight, in: transaction) else {
                throw ClientNotFound()
            }
            try await ContactStore.requireContacts(contacts?.elements ?? [], at: client, in: write)
            if let plan {
                let found = try await PlanStore.plan(plan, of: write.sight, in: transaction)
                guard found.client == client else { throw PlanNotFound() }
            }
            let task = try ReviewRules.nextReview(after: self, owner: owner ?? caller.user, at: write.now)
            let review = ReviewRules.review(.new(at: write.now), by: self, next: task, at: write.now)
            try await ReviewStore.put(review, in: write)
            guard let task else {
                try await write.publish([.review(review)])
                return Response(review: review)
            }
            try await TaskStore.put([task], in: write)
            try await write.publish([.review(review), .task(task)])
            return Response(review: review, task: task)
        }
    }
}
