// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension OpenConcern: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try ConcernRules.requireAllowed(self, at: context.clock.now())
        let author = try Text<1, 100>(validating: caller.label)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            guard try await ClientStore.exists(client, of: write.sight, in: transaction) else {
                throw ClientNotFound()
            }
            try await TopicStore.requireOpportunity(opportunity, of: client, in: write)
            try await TopicStore.requireContract(contract, of: client, in: write)
            if let contact { try await ContactStore.requireContacts([contact], at: client, in: write) }
            let severities: SeveritySet = try await SettingStore.present(of: write.organisation, in: transaction)
            let concern = ConcernRules.opened(
                .new(at: write.now), by: self, try severities.severity(severity), author: author, at: write.now)
            try await ConcernStore.save(
                concern, rank: severities.severities.firstIndex { $0.code == severity }, in: write)
            return Response(concern: concern)
        }
    }
}
