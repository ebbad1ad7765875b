// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension IssueServiceToken: Handler {
    /// The dispatcher has let nobody in but a service, by its certificate.
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        guard let service = caller.service else { throw RPCFailure(.permissionDenied) }
        return Response(
            token: try await context.accessToken(for: .service(service)), expiresInSeconds: TokenSubject.lifetime)
    }
}
