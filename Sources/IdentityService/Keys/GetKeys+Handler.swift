// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension GetKeys: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        Response(keys: try List(validating: context.keys.published))
    }
}
