// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ReturnHandover: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await HandoverStore.handover(handover, ifVersion: ifVersion, in: write)
            try HandoverRules.requireAnswering(present, caller)
            guard present.state == .open else { throw HandoverStateRefused(state: present.state) }
            let returned = present.returned(missing: missing.elements, at: write.now)
            try await HandoverStore.put(returned, in: write)
            try await write.publish([.handover(returned)])
            return Response(handover: returned)
        }
    }
}
