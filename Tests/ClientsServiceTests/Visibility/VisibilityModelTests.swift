// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

/// The service beside a model that is nothing but lists of facts, for made-up organisations: each method answers each
/// user, on several days, what the model lets him see.
@Suite struct VisibilityModelTests {
    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64]) func everyMethodShowsWhatTheRuleLets(seed: UInt64) async throws {
        try await withStandingClock { service, clock in
            var random = SeededNumbers(seed: seed)
            let organisation = try await MadeUpOrganisation(service, &random)
            var sizes: Set<Int> = []
            for day in [10, 12, 17] {
                clock.set(Clocks.start.adding(seconds: Int64(day - 10) * 86_400))
                for user in VisibilityModel.users {
                    let seen = organisation.model.clients(seenBy: user, on: day)
                    sizes.insert(seen.count)
                    let look = Look(
                        service: service, viewer: service.seen(by: user, with: [.readClientFeed, .grantAccess]),
                        organisation: organisation, seen: seen,
                        note: "seed \(seed), day \(day), user \(user.uuid.low & 0xFFFF)")
                    try await look.atClients()
                    try await look.atLists()
                    try await look.atTeams(on: VisibilityModel.date(day))
                    try await look.atContacts()
                    try await look.atGrants()
                    try await look.atConcerns()
                    try await look.atTheFeed()
                    try await look.byWriting()
                }
            }
            // The organisation is one in which users differ.
            #expect(sizes.count > 3, "seed \(seed)")
        }
    }
}

/// What one user is answered on one day.
private struct Look {
    /// As who sees all clients.
    let service: ClientsUnderTest
    let viewer: ClientsUnderTest
    let organisation: MadeUpOrganisation
    let seen: Set<ClientID>
    let note: String

    func atClients() async throws {
        for (number, client) in organisation.clients.enumerated() {
            let isSeen = seen.contains(client.id)
            #expect(try await viewer.sees(client) == isSeen, "\(note), \(client.label)")
            let byName = await found { try await viewer.call(GetClient(externalId: .shop("\(number)"))) }
            #expect(byName == isSeen, "\(note), \(client.label)")
            let map = await found { try await viewer.call(GetRelationshipMap(client: client.id)) }
            #expect(map == isSeen, "\(note), \(client.label)")
            let tree = await found { try await viewer.call(GetHierarchy(client: client.id)) }
            #expect(tree == isSeen, "\(note), \(client.label)")
            let hits = try await viewer.search(client.label, limit: 100).map(\.client.id)
            #expect(hits.contains(client.id) == isSeen, "\(note), \(client.label)")
            #expect(hits.allSatisfy(seen.contains), "\(note), \(client.label)")
        }
    }

    func atLists() async throws {
        for filter in [
            nil, ClientFilter(country: try CountryCode(validating: "GB")), ClientFilter(lifecycle: .customer),
            ClientFilter(externalSystem: try .shop), ClientFilter(text: try Text(validating: "client 1")),
        ] {
            let expected = try await service.list(filter).items.filter { seen.contains($0.id) }
            var found: [Client] = []
            var page = try await viewer.list(filter, limit: 3, withCount: true)
            #expect(page.count == Count(expected.count), "\(note), \(String(describing: filter))")
            found += page.items
            while let next = page.next {
                page = try await viewer.list(limit: 3, cursor: next)
                found += page.items
            }
            #expect(found == expected, "\(note), \(String(describing: filter))")
        }
    }

    func atTeams(on day: CalendarDate) async throws {
        for client in organisation.clients {
            let expected = seen.contains(client.id) ? try await service.team(of: client) : []
            #expect(try await viewer.team(of: client) == expected, "\(note), \(client.label)")
        }
        for user in VisibilityModel.users {
            let filter = AssignmentFilter(user: user)
            let all = try await service.call(ListAssignments(filter: filter)).items
            let found = try await viewer.call(ListAssignments(filter: filter)).items
            #expect(found == all.filter { seen.contains($0.client) }, "\(note)")
            let portfolio = try await service.portfolio(of: user, asOf: day)
            let shown = try await viewer.portfolio(of: user, asOf: day)
            #expect(shown == portfolio.filter { seen.contains($0.assignment.client) }, "\(note)")
        }
    }

    func atContacts() async throws {
        let expected = organisation.contacts.compactMap(shown).sorted { $0.id < $1.id }
        #expect(try await viewer.contacts().items == expected, "\(note)")
        for contact in organisation.contacts {
            let isSeen = shown(contact) != nil
            let got = await found { try await viewer.call(GetContact(contact: contact.id)) }
            #expect(got == isSeen, "\(note), \(contact.name.text)")
            if isSeen {
                #expect(try await viewer.call(GetContact(contact: contact.id)).contact == shown(contact), "\(note)")
            }
        }
        for client in organisation.clients {
            let there = expected.filter { $0.positions.contains { $0.client == client.id } }
            #expect(try await viewer.contacts(of: client.id).items == there, "\(note), \(client.label)")
        }
    }

    func atGrants() async throws {
        let expected = organisation.grants.filter { seen.contains($0.client) }.sorted { $0.id < $1.id }
        #expect(try await viewer.call(ListGrants(limit: PageLimit(unchecked: 1000))).items == expected, "\(note)")
    }

    func atConcerns() async throws {
        let concerns = organisation.concerns.filter { seen.contains($0.client) }.sorted { $0.id < $1.id }
        #expect(try await viewer.concerns() == concerns, "\(note)")
        let risks = organisation.risks.filter { seen.contains($0.client) }.sorted { $0.id < $1.id }
        #expect(try await viewer.call(ListRisks()).items == risks, "\(note)")
        for concern in organisation.concerns {
            let got = await found { try await viewer.call(GetConcern(concern: concern.id)) }
            #expect(got == seen.contains(concern.client), "\(note), \(concern.subject.text)")
        }
        for client in organisation.clients {
            let filter = TimelineFilter(client: client.id)
            let got = await found {
                let events = try await viewer.call(GetTimeline(filter: filter)).items.map(\.change)
                let all = try await service.call(GetTimeline(filter: filter)).items.map(\.change)
                #expect(events == all.compactMap(shown), "\(note), \(client.label)")
            }
            #expect(got == seen.contains(client.id), "\(note), \(client.label)")
        }
    }

    func atTheFeed() async throws {
        let expected = try await service.feed().compactMap(shown)
        var found: [ClientFeedItem] = []
        var after = FeedPosition.start
        while true {
            let page = try await viewer.call(ReadClientFeed(after: after, limit: PageLimit(unchecked: 50)))
            found += page.items
            #expect(page.through >= after)
            if page.through == page.head { break }
            after = page.through
        }
        #expect(found == expected, "\(note)")
    }

    /// Nothing is changed: what is seen answers that nothing is new, what is hidden that it does not exist.
    func byWriting() async throws {
        for (number, client) in organisation.clients.enumerated() where number % 3 == 0 {
            let isSeen = seen.contains(client.id)
            let version = try await service.call(GetClient(client: client.id)).client.version
            let updated = await found {
                try await viewer.call(
                    UpdateClient(
                        idempotencyKey: .fresh(), client: client.id, ifVersion: version, name: client.name))
            }
            #expect(updated == isSeen, "\(note), \(client.label)")
            let outcome = try await viewer.upsert(.of("\(number)", name: client.name.text))
            #expect(outcome.map(\.kind) == [isSeen ? .unchanged : .refused], "\(note), \(client.label)")
            if isSeen { continue }
            #expect(outcome.map(\.refusal?.reason) == [.taken])
            let assigned = await found {
                try await viewer.call(
                    Assign.of(.ann, to: client, .specialist, ifVersion: version.rawValue, from: "2030-01-01"))
            }
            let granted = await found {
                try await viewer.grant(client, to: AccessHolder(user: .ann), from: "2030-01-01")
            }
            let placed = await found { try await viewer.contact("Nobody", at: [client.id]) }
            #expect(!assigned && !granted && !placed, "\(note), \(client.label)")
        }
    }

    /// What is shown of a contact; nil when it is hidden.
    private func shown(_ contact: Contact) -> Contact? {
        let positions = contact.positions.filter { seen.contains($0.client) }
        if positions.isEmpty { return nil }
        return Contact(
            id: contact.id, version: contact.version, name: contact.name, positions: positions,
            channels: contact.channels, preferredTimes: contact.preferredTimes, createdAt: contact.createdAt,
            updatedAt: contact.updatedAt)
    }

    private func shown(_ item: ClientFeedItem) -> ClientFeedItem? {
        if let client = item.client { return seen.contains(client.id) ? item : nil }
        if let grant = item.accessGrant { return seen.contains(grant.client) ? item : nil }
        if let concern = item.concern { return seen.contains(concern.client) ? item : nil }
        if let risk = item.risk { return seen.contains(risk.client) ? item : nil }
        guard let contact = item.contact else { return nil }
        return shown(contact).map {
            ClientFeedItem(position: item.position, kind: item.kind, recordedAt: item.recordedAt, contact: $0)
        }
    }

    /// False when the record is answered to be none.
    private func found<Answer>(_ body: () async throws -> Answer) async -> Bool {
        do {
            _ = try await body()
            return true
        } catch is ClientNotFound {
        } catch is ContactNotFound {
        } catch is ConcernNotFound {
        } catch {
            Issue.record(error, "\(note)")
        }
        return false
    }
}
