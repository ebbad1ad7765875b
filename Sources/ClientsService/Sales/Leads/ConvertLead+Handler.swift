// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ConvertLead: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        guard caller.satisfies(.permission(.writeClients)), caller.satisfies(.permission(.writeContacts)) else {
            throw RPCFailure(.permissionDenied)
        }
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let found = try await LeadStore.open(lead, ifVersion: ifVersion, in: write)
            let lead = found.lead
            guard lead.status != .disqualified else { throw LeadDisqualified() }
            if let client { try await LeadStore.requireClient(client, in: write) }
            let known = try await knownContact(in: write)
            if evenIfDuplicates != true { try await requireNoDuplicates(of: lead, in: write) }
            var conversion = LeadConversionSteps(lead: lead, command: self, caller: caller, write: write)
            let client = try await conversion.makeClient()
            let contact = try await conversion.makeContact(known, at: client)
            let opportunity = try await conversion.makeOpportunity(with: client, contact: contact)
            let converted = try await conversion.finish(
                LeadConversion(
                    client: client, contact: contact, opportunity: opportunity, at: write.now,
                    by: try OpportunityRules.author(caller.label)))
            return Response(client: client, contact: contact, opportunity: opportunity, lead: found.shown(converted))
        }
    }

    private func knownContact(in write: ClientWrite) async throws -> Contact? {
        guard let contact else { return nil }
        guard let known = try await ContactStore.contact(contact, of: write.sight, in: write.transaction)
        else { throw ContactNotFound() }
        if let erasedAt = known.contact.erasedAt { throw SubjectErased(erasedAt: erasedAt) }
        return known.contact
    }

    /// Throws `LeadDuplicatesFound` for what is to be made and may be there already.
    private func requireNoDuplicates(of lead: Lead, in write: ClientWrite) async throws {
        let (contacts, theirClients) = try await LeadDuplicateStore.contacts(by: lead.channels, in: write)
        var clients: [DuplicateClient] = []
        if client == nil {
            clients = LeadRules.merged(
                try await LeadDuplicateStore.clients(of: lead, in: write) + theirClients)
        }
        let offered = contact == nil && lead.person != nil ? contacts : []
        guard clients.isEmpty, offered.isEmpty else {
            throw LeadDuplicatesFound(
                clients: Array(clients.prefix(LeadDuplicateStore.limit)), contacts: offered)
        }
    }
}
