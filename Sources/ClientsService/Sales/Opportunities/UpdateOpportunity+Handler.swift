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
            var changed = try present.applying(self)
            if let contact { try await OpportunityStore.require(present.client, contact: contact, in: write) }
            if lines != nil { try await ProductStore.require(changed.lines.map(\.product), in: write) }
            let change = try await CustomFieldStore.change(
                fields, of: .opportunity, isNew: false, after: present.fields, in: write)
            changed.fields = change.values
            if try OpportunityRules.saySame(present, changed) { return Response(opportunity: present) }
            try await change.put(for: present.id.uuid, in: write)
            return Response(opportunity: try await OpportunityStore.save(changed, in: write))
        }
    }
}
