// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension RecordNeed: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try NeedRules.requireAllowed(self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            guard try await ClientStore.exists(client, of: write.sight, in: transaction) else {
                throw ClientNotFound()
            }
            var present: Need?
            if let need {
                let found = try await NeedStore.need(need, ifVersion: ifVersion, in: write)
                guard found.client == client else { throw NeedNotFound() }
                present = found
            }
            try await ContactStore.requireContacts(contact.map { [$0] } ?? [], at: client, in: write)
            try await TopicStore.requireContract(metBy, of: client, in: write)
            let need = NeedRules.need(present?.id ?? .new(at: write.now), after: present, by: self, at: write.now)
            try await NeedStore.save(need, in: write)
            return Response(need: need)
        }
    }
}
