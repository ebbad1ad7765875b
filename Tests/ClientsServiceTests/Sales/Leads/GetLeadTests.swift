// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetLeadTests {
    @Test func aConvertedLeadSaysWhatItHasBecome() async throws {
        try await withClients { clients in
            let made = try await clients.convert(clients.lead("Acme"))
            let lead = try await clients.call(GetLead(lead: made.lead.id)).lead
            #expect(lead.status == .converted)
            #expect(lead.conversion?.client == made.client)
        }
    }

    @Test func anotherOrganisationsIsNotFound() async throws {
        try await withClients { clients in
            let lead = try await clients.lead("Acme")
            await #expect(throws: LeadNotFound()) {
                try await clients.inOtherOrganisation.call(GetLead(lead: lead.id))
            }
        }
    }

    @Test func onlyReadersOfSalesGet() async throws {
        try await withClients { clients in
            let lead = try await clients.lead("Acme")
            let other = clients.as(.user(with: [.readClients, .writeSales]))
            await #expect(
                performing: { _ = try await other.call(GetLead(lead: lead.id)) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
