// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension CreateLead: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try LeadRules.requireName(company: company, person: person)
        try LeadRules.requireNotNegative(estimate)
        let channels = try LeadRules.channels(channels.map(Array.init) ?? [])
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            if let referredBy { try await LeadStore.requireClient(referredBy, in: write) }
            var lead = Lead(
                id: .new(at: write.now), company: company, person: person, channels: channels, at: write.now)
            lead.position = position
            lead.country = country
            lead.industry = industry
            lead.language = language
            lead.source = source
            lead.referredBy = referredBy
            lead.owner = owner
            lead.estimate = estimate
            lead.need = need
            try await LeadStore.put(lead, in: write)
            try await write.publish([.lead(lead)])
            return Response(lead: lead)
        }
    }
}
