// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension DefineFields: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await SettingStore.present(CustomFieldSet.self, ifVersion: ifVersion, in: write)
            let defined = CustomFieldSet(
                version: ifVersion.next, fields: try CustomFieldDefinitions.fields(after: present.fields, by: self))
            // By their bytes, as they are kept.
            if try StoredRecord.encode(defined.fields) == StoredRecord.encode(present.fields) {
                return Response(fields: present.of(subject))
            }
            try await SettingStore.save(defined, in: write)
            return Response(fields: defined.of(subject))
        }
    }
}
