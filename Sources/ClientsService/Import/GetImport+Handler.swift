// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension GetImport: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        Response(run: try await ImportRunStore.run(run, of: caller, in: context.database).run)
    }
}
