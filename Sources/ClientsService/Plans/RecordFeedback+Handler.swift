// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension RecordFeedback: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try ReviewRules.requireAllowed(self, at: context.clock.now())
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            guard try await ClientStore.exists(client, of: write.sight, in: transaction) else {
                throw ClientNotFound()
            }
            try await ContactStore.requireContacts(contact.map { [$0] } ?? [], at: client, in: write)
            let feedback = Feedback(
                id: .new(at: write.now), client: client, contact: contact, kind: kind, score: score, comment: comment,
                givenAt: givenAt ?? write.now, recordedAt: write.now)
            try await ReviewStore.save(feedback, in: write)
            return Response(feedback: feedback)
        }
    }
}
