// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension CreateClient: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let client = ClientID.new(at: write.now)
            let externalIds = externalIds.map(Array.init) ?? []
            try await ExternalIDStore.requireFree(externalIds, for: client, in: write)
            _ = try await transaction.pipeline(
                .execute(ClientStore.insert(client, ClientProfile(self), in: write)),
                .execute(ExternalIDStore.add(externalIds, to: client, in: write)))
            return Response(client: try await write.publish(.created, of: client))
        }
    }
}
