// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension ListFields: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let set = try await SettingStore.present(CustomFieldSet.self, of: caller.organisation, in: context.database)
        return Response(fields: set.of(subject))
    }
}
