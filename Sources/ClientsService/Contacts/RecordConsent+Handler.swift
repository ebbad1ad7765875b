// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension RecordConsent: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            guard let person = try await ContactStore.contact(contact, of: write.sight, in: transaction) else {
                throw ContactNotFound()
            }
            if let erasedAt = person.contact.erasedAt { throw SubjectErased(erasedAt: erasedAt) }
            let decidedAt = decidedAt ?? write.now
            guard decidedAt <= write.now else {
                throw InvalidParams(path: "$.decidedAt", rule: "must not be in the future")
            }
            let consent = Consent(
                id: .new(at: write.now), contact: contact,
                number: try await ConsentStore.nextNumber(of: contact, in: write), purpose: purpose, basis: basis,
                decision: decision,
                decidedAt: decidedAt, evidence: evidence, recordedAt: write.now)
            try await transaction.execute(ConsentStore.insert(consent, in: write))
            try await write.publish([.consent(consent, of: person.contact)])
            return Response(consent: consent)
        }
    }
}
