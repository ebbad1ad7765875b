// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension MoveConcern: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try ConcernRules.requireAllowed(self)
        let author = try Text<1, 100>(validating: caller.label)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            guard let present = try await ConcernStore.concern(concern, of: write.sight, in: transaction)
            else { throw ConcernNotFound() }
            guard present.version == ifVersion else { throw VersionConflict(currentVersion: present.version) }
            let moved = try ConcernRules.moved(present, by: self, author: author, at: write.now)
            try await ConcernStore.save(moved, rank: nil, in: write)
            return Response(concern: moved)
        }
    }
}
