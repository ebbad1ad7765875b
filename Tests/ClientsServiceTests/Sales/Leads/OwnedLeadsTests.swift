// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

/// Who sees a lead that is no client's yet: everybody who reads leads while nobody owns it, its owner and those above
/// him from then on.
@Suite struct OwnedLeadsTests {
    private static let manager = UserID.number(21)

    @Test func aLeadWithoutAnOwnerIsSeenUntilSomebodyTakesIt() async throws {
        try await withStandingClock { clients, _ in
            try await clients.report(.ann, to: Self.manager)
            let lead = try await clients.lead("Acme", person: "Ada")
            let (ann, bob) = (clients.seen(by: .ann), clients.seen(by: .bob, with: [.readClientFeed]))
            for viewer in [ann, bob, clients.seen(by: Self.manager)] {
                #expect(try await viewer.leads().items == [lead])
                #expect(try await viewer.call(GetLead(lead: lead.id)).lead == lead)
            }
            let taken = try await ann.call(
                UpdateLead(idempotencyKey: .fresh(), lead: lead.id, ifVersion: lead.version, owner: .ann)
            ).lead
            for viewer in [ann, clients.seen(by: Self.manager)] {
                #expect(try await viewer.leads().items == [taken])
            }
            #expect(try await bob.leads().items.isEmpty)
            #expect(try await bob.leads(LeadFilter(owner: .ann)).items.isEmpty)
            #expect(try await bob.leads(LeadFilter(text: Text(validating: "Acme"))).items.isEmpty)
            await #expect(throws: LeadNotFound()) { try await bob.call(GetLead(lead: lead.id)) }
            await #expect(throws: LeadNotFound()) {
                try await bob.call(
                    UpdateLead(idempotencyKey: .fresh(), lead: lead.id, ifVersion: taken.version, owner: .bob))
            }
            await #expect(throws: LeadNotFound()) { _ = try await bob.convert(taken) }
            let record = HistoryFilter(record: HistoryRecord(kind: .lead, id: RecordID(lead.id.uuid)))
            #expect(try await ann.history(record).count == 2)
            #expect(try await bob.history(record).isEmpty)
            #expect(try await bob.feed().compactMap(\.lead).isEmpty)
        }
    }

    @Test func aLeadThatIsGivenBackIsSeenByAllAgain() async throws {
        try await withStandingClock { clients, _ in
            let (ann, bob) = (clients.seen(by: .ann), clients.seen(by: .bob))
            let lead = try await ann.lead("Acme", owner: .ann)
            #expect(try await bob.leads().items.isEmpty)
            let back = try await ann.call(
                UpdateLead(
                    idempotencyKey: .fresh(), lead: lead.id, ifVersion: lead.version,
                    clear: List(validating: [.owner]))
            ).lead
            #expect(try await bob.leads().items == [back])
        }
    }

    @Test func whoGivesALeadToSomebodyElseLosesItFromSight() async throws {
        try await withStandingClock { clients, _ in
            let ann = clients.seen(by: .ann)
            let lead = try await ann.lead("Acme", owner: .bob)
            await #expect(throws: LeadNotFound()) { try await ann.call(GetLead(lead: lead.id)) }
            #expect(try await clients.seen(by: .bob).leads().items == [lead])
        }
    }

    @Test func onlyOneOfTwoTakesALead() async throws {
        try await withStandingClock { clients, _ in
            let lead = try await clients.lead("Acme")
            func take(_ user: UserID) async throws -> Bool {
                do {
                    _ = try await clients.seen(by: user).call(
                        UpdateLead(idempotencyKey: .fresh(), lead: lead.id, ifVersion: lead.version, owner: user))
                    return true
                } catch is LeadNotFound {
                    return false
                }
            }
            async let first = take(.ann)
            async let second = take(.bob)
            let taken = try await [first, second]
            #expect(taken.count(where: \.self) == 1)
            let owner: UserID = taken[0] ? .ann : .bob
            #expect(try await clients.call(GetLead(lead: lead.id)).lead.owner == owner)
        }
    }
}
