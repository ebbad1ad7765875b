// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension UpdateLead: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try requireFitting()
        let channels = try channels.map { try LeadRules.channels(Array($0)) }
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let found = try await LeadStore.open(lead, ifVersion: ifVersion, in: write)
            let present = found.lead
            var changed = try present.applying(self, channels: channels)
            if let referredBy { try await LeadStore.requireClient(referredBy, in: write) }
            if try LeadRules.saySame(present, changed) { return Response(lead: found.shown) }
            changed.version = present.version.next
            changed.updatedAt = write.now
            try await LeadStore.put(changed, in: write)
            try await write.publish([.lead(changed)])
            return Response(lead: found.shown(changed))
        }
    }
}
