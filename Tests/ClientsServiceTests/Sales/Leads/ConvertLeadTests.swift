// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ConvertLeadTests {
    @Test func clientContactAndOpportunityAreMadeTogether() async throws {
        try await withClients { clients in
            let owner = UserID.new(at: Clocks.start)
            let lead = try await clients.lead(
                "Acme GmbH", person: "Ada", position: "Buyer", channels: [.email("ada@acme.example")], owner: owner,
                estimate: .of("500.00"))
            let made = try await clients.convert(lead, opportunity: .of("Seats", stage: "discovery"))
            let client = try await clients.call(GetClient(client: made.client)).client
            #expect(client.name.text == "Acme GmbH")
            #expect(client.kind == .company)
            #expect(client.lifecycle == .prospect)
            #expect(client.currency?.text == "EUR")
            let contactID = try #require(made.contact)
            let contact = try await clients.call(GetContact(contact: contactID)).contact
            #expect(contact.name.text == "Ada")
            #expect(contact.positions.map(\.client) == [made.client])
            #expect(contact.positions.map(\.role.text) == ["Buyer"])
            #expect(contact.channels == lead.channels)
            let opportunityID = try #require(made.opportunity)
            let opportunity = try await clients.call(GetOpportunity(opportunity: opportunityID)).opportunity
            #expect(opportunity.client == made.client)
            #expect(opportunity.contact == made.contact)
            #expect(opportunity.lead == lead.id)
            #expect(opportunity.amount == (try .of("500.00")))
            #expect(opportunity.stage.text == "discovery")
            #expect(opportunity.owner == owner)
            #expect(made.lead.status == .converted)
            #expect(made.lead.conversion?.client == made.client)
            #expect(made.lead.conversion?.contact == made.contact)
            #expect(made.lead.conversion?.opportunity == made.opportunity)
            let feed = try await clients.feed()
            #expect(feed.map(\.kind) == [.lead, .created, .contact, .stages, .opportunity, .lead])
            #expect(feed.map(\.position.rawValue) == Array(1...6))
            #expect(feed.last?.lead == made.lead)
            #expect(feed[1].client == client)
        }
    }

    @Test func aPersonAloneBecomesAClientOfThatKind() async throws {
        try await withClients { clients in
            let made = try await clients.convert(clients.lead(nil, person: "Ada Byron", position: "Private"))
            let client = try await clients.call(GetClient(client: made.client)).client
            #expect(client.kind == .person)
            #expect(client.name.text == "Ada Byron")
            #expect(made.contact != nil)
            #expect(made.opportunity == nil)
        }
    }

    @Test func aCompanyAloneHasNoContact() async throws {
        try await withClients { clients in
            let made = try await clients.convert(clients.lead("Acme"))
            #expect(made.contact == nil)
            #expect(try await clients.contacts().items.isEmpty)
        }
    }

    @Test func aRepeatedKeyAnswersTheSameThree() async throws {
        try await withClients { clients in
            let lead = try await clients.lead("Acme", person: "Ada", position: "Buyer", estimate: .of("1.00"))
            let key = try IdempotencyKey.fresh()
            let first = try await clients.convert(lead, opportunity: .of("Seats"), key: key)
            #expect(try await clients.convert(lead, opportunity: .of("Seats"), key: key) == first)
            await #expect(
                throws: LeadConverted(client: first.client, contact: first.contact, opportunity: first.opportunity)
            ) {
                _ = try await clients.convert(lead, opportunity: .of("Seats"))
            }
            #expect(try await clients.list().items.count == 1)
            #expect(try await clients.opportunities().items.count == 1)
        }
    }

    @Test func ofManyAtOnceOneConverts() async throws {
        var surroundings = TestSurroundings()
        surroundings.poolSize = 8
        try await withClients(in: surroundings) { clients in
            let lead = try await clients.lead("Acme")
            let made = try await withThrowingTaskGroup(of: ClientID.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        do {
                            return try await clients.convert(lead).client
                        } catch let converted as LeadConverted {
                            return converted.client
                        }
                    }
                }
                return try await group.reduce(into: [ClientID]()) { $0.append($1) }
            }
            #expect(Set(made).count == 1)
            #expect(try await clients.list().items.map(\.id) == [made[0]])
        }
    }

    @Test func duplicatesAreOfferedFirstAndNothingIsMade() async throws {
        try await withClients { clients in
            let acme = try await clients.create("ACME, Müller & Co. KG").id
            let bar = try await clients.create("Bar").id
            try await clients.create("Acme Müller Holding")
            try await clients.inOtherOrganisation.create("Acme Müller GmbH")
            let ada = try await clients.contact(
                "Ada", at: [bar], channels: [.email("ada@acme.example"), .phone("+49 30 12345")])
            let lead = try await clients.lead(
                "Müller Acme GmbH", person: "Ada B.", position: "Buyer",
                channels: [.email("ADA@acme.example"), .phone("0049 30 123 45")])
            let before = try await clients.feed().count
            let found = LeadDuplicatesFound(
                clients: [
                    DuplicateClient(
                        client: acme, name: try Text(validating: "ACME, Müller & Co. KG"), reasons: [.sameName]),
                    DuplicateClient(
                        client: bar, name: try Text(validating: "Bar"), reasons: [.sameEmail, .samePhone]),
                ],
                contacts: [
                    DuplicateContact(
                        contact: ada.id, name: try Text(validating: "Ada"), reasons: [.sameEmail, .samePhone])
                ])
            await #expect(throws: found) { _ = try await clients.convert(lead) }
            #expect(try await clients.feed().count == before)
            // With the client named, the contact is offered still.
            await #expect(throws: LeadDuplicatesFound(clients: [], contacts: found.contacts)) {
                _ = try await clients.convert(lead, client: acme)
            }
            let made = try await clients.convert(lead, client: acme, contact: ada.id)
            #expect(made.client == acme)
            #expect(made.contact == ada.id)
            let positions = try await clients.call(GetContact(contact: ada.id)).contact.positions
            #expect(positions.map(\.client) == [bar, acme])
            #expect(positions.map(\.role.text) == ["Buyer", "Buyer"])
        }
    }

    @Test func aClientIsOfferedByItsDomainAndItsOwnChannels() async throws {
        try await withClients { clients in
            let known = try await clients.call(
                CreateClient(
                    idempotencyKey: .fresh(), kind: .company, name: Text(validating: "Lotus Trading"),
                    details: NewClientDetails(
                        domains: List(validating: [DomainName(validating: "lotus.example")]),
                        channels: List(validating: [.phone("+66 2 123 4567")])))
            ).client
            let lead = try await clients.lead(
                "Lotus", person: "Somchai", position: "Buyer",
                channels: [.email("Somchai@Lotus.example"), .phone("0066 2 1234567"), .email("s@mail.example")])
            let duplicate = DuplicateClient(
                client: known.id, name: known.name, reasons: [.samePhone, .sameDomain])
            await #expect(throws: LeadDuplicatesFound(clients: [duplicate], contacts: [])) {
                _ = try await clients.convert(lead)
            }
        }
    }

    @Test func whoKnowsBetterMakesNewOnes() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let made = try await clients.convert(clients.lead("Acme Ltd."), evenIfDuplicates: true)
            #expect(made.client != acme)
        }
    }

    @Test func whatFailsLateLeavesNothing() async throws {
        try await withClients { clients in
            let lead = try await clients.lead("Acme", person: "Ada", position: "Buyer")
            let product = ProductID.new(at: Clocks.start)
            let before = try await clients.feed().count
            await #expect(throws: StageNotFound(stage: try .stage("nowhere"))) {
                _ = try await clients.convert(lead, opportunity: .of("A", stage: "nowhere", amount: .of("1.00")))
            }
            await #expect(throws: StageClosed(stage: try .stage("won"))) {
                _ = try await clients.convert(lead, opportunity: .of("A", stage: "won", amount: .of("1.00")))
            }
            await #expect(throws: ProductNotFound(product: product)) {
                _ = try await clients.convert(
                    lead, opportunity: .of("A", lines: [.of(product, 1, at: .of("1.00"))]))
            }
            // The lead has no estimate.
            await #expect(
                performing: { _ = try await clients.convert(lead, opportunity: .of("A")) },
                throws: refusesParams(at: "$.opportunity.amount"))
            #expect(try await clients.feed().count == before)
            #expect(try await clients.list().items.isEmpty)
            #expect(try await clients.contacts().items.isEmpty)
            #expect(try await clients.call(GetLead(lead: lead.id)).lead == lead)
        }
    }

    @Test func aContactNeedsAPosition() async throws {
        try await withClients { clients in
            let lead = try await clients.lead("Acme", person: "Ada")
            await #expect(
                performing: { _ = try await clients.convert(lead) }, throws: refusesParams(at: "$.position"))
            let made = try await clients.call(
                ConvertLead(
                    idempotencyKey: .fresh(), lead: lead.id, ifVersion: lead.version,
                    position: Text(validating: "Head of Purchasing")))
            #expect(made.contact != nil)
        }
    }

    @Test func aContactHasNotTooManyPositions() async throws {
        try await withClients { clients in
            var places: [ClientID] = []
            for number in 0..<50 { places.append(try await clients.create("Place \(number)").id) }
            let ada = try await clients.contact("Ada", at: places).id
            let lead = try await clients.lead("Acme", person: "Ada", position: "Buyer")
            await #expect(throws: TooManyPositions(limit: Count(50))) {
                _ = try await clients.convert(lead, contact: ada)
            }
        }
    }

    @Test func whatIsNotThereOrDisqualifiedOrNewerIsRefused() async throws {
        try await withClients { clients in
            let other = clients.inOtherOrganisation
            let lead = try await clients.lead("Acme")
            let theirs = try await other.create("Theirs").id
            let theirContact = try await other.contact("Eve", at: [theirs]).id
            await #expect(throws: LeadNotFound()) { _ = try await other.convert(lead) }
            await #expect(throws: ClientNotFound()) { _ = try await clients.convert(lead, client: theirs) }
            await #expect(throws: ContactNotFound()) { _ = try await clients.convert(lead, contact: theirContact) }
            let gone = try await clients.setStatus(.disqualified, of: lead, because: "No budget")
            await #expect(throws: VersionConflict(currentVersion: gone.version)) {
                _ = try await clients.convert(lead)
            }
            await #expect(throws: LeadDisqualified()) { _ = try await clients.convert(gone) }
            #expect(try await clients.list().items.isEmpty)
        }
    }

    @Test func itTakesThePermissionsForAllThatItMakes() async throws {
        try await withClients { clients in
            let lead = try await clients.lead("Acme")
            for permissions: [Permission] in [
                [.writeClients, .writeContacts], [.writeSales, .writeContacts], [.writeSales, .writeClients],
            ] {
                let caller = clients.as(.user(with: permissions))
                await #expect(
                    performing: { _ = try await caller.convert(lead) }, throws: isRemoteError(.permissionDenied))
            }
        }
    }
}

extension LeadOpportunity {
    fileprivate static func of(
        _ name: String, stage: String? = nil, amount: Money? = nil, lines: [NewOpportunityLine]? = nil
    ) throws -> LeadOpportunity {
        try LeadOpportunity(
            name: Text(validating: name), stage: stage.map { try .stage($0) }, amount: amount,
            lines: lines.map { try List(validating: $0) })
    }
}
