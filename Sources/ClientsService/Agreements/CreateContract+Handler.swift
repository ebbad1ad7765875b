// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension CreateContract: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let draft = try ContractDraft(
            reference: reference, currency: currency, terms: terms, lines: lines.elements)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            try await ContactStore.requireClients([client], in: write)
            let change = try await CustomFieldStore.change(fields, of: .contract, isNew: true, in: write)
            let contract = draft.contract(
                .new(at: write.now), with: client, version: Version(unchecked: 1), fields: change.values,
                createdAt: write.now, at: write.now)
            try await ContractStore.put([contract], in: write)
            try await change.put(for: contract.id.uuid, in: write)
            try await write.publish([.contract(contract)])
            return Response(contract: contract)
        }
    }
}
