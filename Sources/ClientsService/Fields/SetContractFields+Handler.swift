// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension SetContractFields: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await ContractStore.contract(contract, ifVersion: ifVersion, in: write)
            let change = try await CustomFieldStore.change(
                fields, of: .contract, isNew: false, after: present.fields, in: write)
            guard change.isChange else { return Response(contract: present) }
            let changed = present.with(fields: change.values, at: write.now)
            try await ContractStore.put([changed], in: write)
            try await change.put(for: changed.id.uuid, in: write)
            try await write.publish([.contract(changed)])
            return Response(contract: changed)
        }
    }
}
