// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension WhoAmI: Handler {
    package static let isBrief = true

    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        let permissions = caller.permissions.permissions
        switch caller.subject {
        case .user(let user):
            return Response(
                kind: .user, user: user, serviceAccount: nil, organisation: caller.organisation,
                permissions: permissions)
        case .serviceAccount(let account):
            return Response(
                kind: .serviceAccount, user: nil, serviceAccount: account, organisation: caller.organisation,
                permissions: permissions)
        case .anonymous, .service:
            throw RPCFailure(.permissionDenied)
        }
    }
}
