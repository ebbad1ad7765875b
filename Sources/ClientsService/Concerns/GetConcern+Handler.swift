// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GetConcern: Handler {
    private static let moveLimit = 100

    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let sight = context.sight(of: caller)
        guard try await ConcernStore.concern(concern, of: sight, in: context.database) != nil else {
            throw ConcernNotFound()
        }
        let versions = try await ConcernStore.versions(
            of: concern, in: caller.organisation, limit: Self.moveLimit, from: context.database)
        guard let present = versions.last else { throw ConcernNotFound() }
        return Response(status: present.status(at: context.clock.now()), moves: versions.map(\.move))
    }
}
