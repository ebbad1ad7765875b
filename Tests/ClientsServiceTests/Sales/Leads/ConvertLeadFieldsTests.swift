// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ConvertLeadFieldsTests {
    private func convert(
        _ lead: Lead, client: ClientID? = nil, contact: ContactID? = nil, fields: [CustomFieldValue]? = nil,
        ofContact: [CustomFieldValue]? = nil, ofOpportunity: [CustomFieldValue]? = nil
    ) throws -> ConvertLead {
        try ConvertLead(
            idempotencyKey: .fresh(), lead: lead.id, ifVersion: lead.version, client: client, contact: contact,
            evenIfDuplicates: true,
            opportunity: LeadOpportunity(
                name: Text(validating: "Deal"), amount: .eur(1),
                fields: ofOpportunity.map { try List(validating: $0) }),
            clientFields: fields.map { try List(validating: $0) },
            contactFields: ofContact.map { try List(validating: $0) })
    }

    private func withRequired(_ body: (ClientsUnderTest, Lead) async throws -> Void) async throws {
        try await withClients { clients in
            for subject in [CustomFieldSubject.client, .contact, .opportunity] {
                try await clients.define(subject, [.of("note", .text, isRequired: true)])
            }
            try await body(clients, clients.lead("Acme", person: "Ada", position: "Buyer"))
        }
    }

    @Test func whatIsMadeHasTheFieldsThatItMust() async throws {
        try await withRequired { clients, lead in
            let made = try await clients.call(
                convert(
                    lead, fields: [.text("note", "Client")], ofContact: [.text("note", "Person")],
                    ofOpportunity: [.text("note", "Deal")]))
            #expect(
                try await clients.call(GetClient(client: made.client)).client.fields == [.text("note", "Client")])
            let contact = try await clients.call(GetContact(contact: #require(made.contact))).contact
            #expect(contact.fields == [try .text("note", "Person")])
            let deal = try await clients.call(GetOpportunity(opportunity: #require(made.opportunity))).opportunity
            #expect(deal.fields == [try .text("note", "Deal")])
            #expect(try await clients.named(.of("note", equals: "client")) == ["Acme"])
        }
    }

    @Test func whatIsMissingOrWrongIsNamedAndNothingIsMade() async throws {
        try await withRequired { clients, lead in
            let note: [CustomFieldValue] = [try .text("note", "x")]
            for (command, path) in [
                (try convert(lead, ofContact: note, ofOpportunity: note), "$.clientFields"),
                (try convert(lead, fields: note, ofOpportunity: note), "$.contactFields"),
                (try convert(lead, fields: note, ofContact: note), "$.opportunity.fields"),
                (
                    try convert(lead, fields: [.integer("note", 1)], ofContact: note, ofOpportunity: note),
                    "$.clientFields[0]"
                ),
            ] {
                await #expect(performing: { _ = try await clients.call(command) }, throws: refusesParams(at: path))
            }
            #expect(try await clients.call(GetLead(lead: lead.id)).lead == lead)
            #expect(try await clients.call(ListClients()).items.isEmpty)
        }
    }

    @Test func fieldsOfWhatIsThereAreNotGiven() async throws {
        try await withRequired { clients, lead in
            let note: [CustomFieldValue] = [try .text("note", "x")]
            let acme = try await clients.client("Acme", .text("note", "There"))
            let command = try convert(lead, client: acme.id, fields: note, ofContact: note, ofOpportunity: note)
            await #expect(
                performing: { _ = try await clients.call(command) }, throws: refusesParams(at: "$.clientFields"))
            let made = try await clients.call(convert(lead, client: acme.id, ofContact: note, ofOpportunity: note))
            #expect(try await clients.call(GetClient(client: made.client)).client.fields == acme.fields)
            let second = try await clients.lead("Bolt", person: "Bob", position: "Buyer")
            let again = try convert(
                second, client: acme.id, contact: made.contact, ofContact: note, ofOpportunity: note)
            await #expect(
                performing: { _ = try await clients.call(again) }, throws: refusesParams(at: "$.contactFields"))
            let nobody = try await clients.lead("Crane")
            await #expect(
                performing: {
                    _ = try await clients.call(convert(nobody, fields: note, ofContact: note, ofOpportunity: note))
                }, throws: refusesParams(at: "$.contactFields"))
        }
    }
}
