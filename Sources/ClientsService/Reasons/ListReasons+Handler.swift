// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension ListReasons: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let trees = try await ReasonStore.trees(of: caller.organisation, in: context.database)
        return Response(trees: trees.filter { kind == nil || $0.kind == kind })
    }
}
