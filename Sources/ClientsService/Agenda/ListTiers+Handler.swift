// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ListTiers: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        Response(tiers: try await SettingStore.present(of: caller.organisation, in: context.database))
    }
}
