// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres

extension ListTeamRoles: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        Response(roles: try await SettingStore.present(of: caller.organisation, in: context.database))
    }
}
