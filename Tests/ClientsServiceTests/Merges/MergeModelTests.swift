// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ClientsService

/// Merged and taken back, random clients with rows in every table are as they were, row by row.
@Suite struct MergeModelTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64]) func everyRowIsRestored(seed: UInt64) async throws {
        try await withClients(at: TestClock()) { clients in
            var random = MergeNumbers(seed: seed)
            let into = try await clients.won("Into").client
            _ = try await clients.call(
                CompleteHandover.of(try #require(try await clients.handovers().items.first), from: "2026-01-20"))
            let from = try await clients.won("From").client
            for client in [from, into] { try await furnish(client, clients, &random) }
            try await share(from, into, clients, &random)

            let head = try await clients.head()
            let before = try await clients.images(through: head)
            for table in before where table.value.isEmpty { Issue.record("no row in \(table.key)") }
            for _ in 0..<2 {
                let merged = try await clients.merge(from, into: into)
                #expect(try await clients.call(GetClient(client: from.id)).mergedInto == into.id)
                let after = try await clients.images(through: head)
                #expect(!differences(before, after).isEmpty)
                let names = merged.merge.tables.map(\.table.text)
                #expect(Set(names).isSuperset(of: ["concern", "contract", "handover", "client_key", "timeline"]))
                let outcome = try await clients.unmerge(from)
                #expect(outcome.merge.conflicts == [])
                let lost = differences(before, try await clients.images(through: head))
                #expect(lost.isEmpty, "seed \(seed): \(lost.joined(separator: "\n"))")
            }
            // What each record says is what its feed says.
            let listed = try await clients.concerns(ConcernFilter(client: from.id))
            let told = Dictionary(
                try await clients.feed().compactMap { $0.concern }.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
            #expect(listed.allSatisfy { told[$0.id] == $0 })
        }
    }

    /// Rows in each table.
    private func furnish(
        _ client: Client, _ clients: ClientsUnderTest, _ random: inout MergeNumbers
    ) async throws {
        var people: [ContactID] = []
        for number in 0...random.below(3) + 1 {
            let contact = try await clients.contact("Person \(number)", at: [client.id]).id
            people.append(contact)
            if number < 2 {
                try await clients.relate(
                    contact, at: client.id, from: "2026-01-0\(1 + random.below(8))", as: .champion,
                    reportsTo: people.count > 1 ? people[0] : nil)
            }
        }
        for number in 0...random.below(3) {
            _ = try await clients.open("Concern \(number)", about: client)
            _ = try await clients.flag("Risk \(number)", about: client)
            _ = try await clients.call(
                LogActivity.of("Call \(number)", with: client, contacts: [people[random.below(people.count)]]))
            _ = try await clients.task("Task \(number)", due: "2026-05-01", client: client.id)
            _ = try await clients.opportunity("Seats \(number)", with: client.id, amount: .of("5.00"))
            try await clients.need("Speed \(number)", of: client)
            try await clients.feedback(.nps, Int64(random.below(11)), of: client)
        }
        let plan = try await clients.plan("2026", for: client)
        try await clients.item("Grow", .goal, in: plan)
        _ = try await clients.call(
            RecordReview(
                idempotencyKey: .fresh(), client: client.id, plan: plan.id, heldOn: "2026-01-14",
                contacts: List(validating: [people[0]]), users: List(validating: [.ann]),
                valueDelivered: LongText(validating: "Half the delays"), decisions: List(validating: []),
                rating: ReviewRating(validating: 4)))
        let playbook = try await clients.playbook("Onboarding \(client.id.text)", [.on(0, "Call")])
        _ = try await clients.start(playbook, with: client, on: "2026-02-01")
        try await clients.grant(client, to: AccessHolder(user: .cleo))
        try await clients.assign(.cleo, to: client, .specialist, share: 60, from: "2026-01-01")
        let contract = try await clients.further(with: client, [.of("Extra", 50_00)])
        let present = try await clients.call(GetClient(client: client.id)).client
        _ = try await clients.lose(present, contract, on: "2026-03-01", reason: "price")
        let detailed = try await clients.call(GetClient(client: client.id)).client
        _ = try await clients.call(
            UpdateClient(
                idempotencyKey: .fresh(), client: client.id, ifVersion: detailed.version,
                country: random.below(2) == 0 ? nil : CountryCode(validating: "DE"),
                addExternalIds: List(validating: [.shop(client.id.text)]),
                details: .of(domain: "d\(client.id.uuid.low).example", phone: "+49 30 \(100_000 + random.below(9999))"))
        )
        try await clients.lead("Lead of \(client.name.text)", referredBy: client)
    }

    /// What names both, or others.
    private func share(
        _ from: Client, _ into: Client, _ clients: ClientsUnderTest, _ random: inout MergeNumbers
    ) async throws {
        let other = try await clients.create("Other")
        try await clients.contact("Both", at: [from.id, into.id])
        let related = try await clients.contact("Related at both", at: [from.id, into.id, other.id])
        for client in [from, into] {
            try await clients.relate(related.id, at: client.id, from: "2026-01-01", as: .influencer)
        }
        try await clients.setParent(of: other, to: from, from: "2026-01-01")
        try await clients.setParent(
            of: from, to: random.below(2) == 0 ? into : clients.create("Top"), from: "2026-01-01")
        let lead = try await clients.lead("Converted", person: "Eve", position: "Buyer", referredBy: from)
        _ = try await clients.convert(lead, client: random.below(2) == 0 ? from.id : into.id)
    }
}

private struct MergeNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}

extension ClientsUnderTest {
    @discardableResult
    fileprivate func lead(
        _ company: String, person: String? = nil, position: String? = nil, referredBy client: Client
    ) async throws -> Lead {
        let lead = try await lead(company, person: person, position: position)
        return try await call(
            UpdateLead(
                idempotencyKey: .fresh(), lead: lead.id, ifVersion: lead.version, referredBy: client.id)
        ).lead
    }
}
