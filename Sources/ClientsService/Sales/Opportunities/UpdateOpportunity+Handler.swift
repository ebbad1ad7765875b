// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension UpdateOpportunity: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try requireClearedFieldsNotGiven()
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await OpportunityStore.open(opportunity, ifVersion: ifVersion, in: write)
            let changed = try present.applying(self)
            if let contact { try await OpportunityStore.require(present.client, contact: contact, in: write) }
            if lines != nil { try await ProductStore.require(changed.lines.map(\.product), in: write) }
            if try OpportunityRules.saySame(present, changed) { return Response(opportunity: present) }
            return Response(opportunity: try await OpportunityStore.save(changed, in: write))
        }
    }
}
