// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension UpdateContract: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let draft = try ContractDraft(
            reference: reference, currency: currency, terms: terms, lines: lines.elements)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await ContractStore.contract(contract, ifVersion: ifVersion, in: write)
            guard present.state == .draft else { throw ContractStateRefused(state: present.state) }
            let change = try await CustomFieldStore.change(
                fields, of: .contract, isNew: false, after: present.fields, in: write)
            if try draft.saysSame(as: present, with: change.values) { return Response(contract: present) }
            let updated = draft.contract(
                present.id, with: present.client, version: present.version.next, fields: change.values,
                createdAt: present.createdAt, at: write.now)
            try await ContractStore.put([updated], in: write)
            try await change.put(for: updated.id.uuid, in: write)
            try await write.publish([.contract(updated)])
            return Response(contract: updated)
        }
    }
}
