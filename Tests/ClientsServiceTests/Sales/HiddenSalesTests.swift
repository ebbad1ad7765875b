// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

/// What belongs to a client whom the caller does not see is as absent as the client.
@Suite struct HiddenSalesTests {
    @Test func opportunitiesOfHiddenClientsAreAbsent() async throws {
        try await withStandingClock { clients, _ in
            let ann = UserID.new(at: Clocks.start)
            let seen = try await clients.create("Seen")
            let hidden = try await clients.create("Hidden")
            try await clients.grant(seen, to: AccessHolder(user: ann))
            let open = try await clients.opportunity("Open", with: seen.id, amount: .of("1.00"))
            let secret = try await clients.opportunity("Secret", with: hidden.id, amount: .of("2.00"))
            let viewer = clients.seen(by: ann)
            #expect(try await viewer.opportunities().items == [open])
            #expect(try await viewer.opportunities(OpportunityFilter(client: hidden.id)).items.isEmpty)
            #expect(try await viewer.call(GetPipeline()).rows.map(\.amount.amount) == ["1.00"])
            #expect(try await clients.call(GetPipeline()).rows.map(\.amount.amount) == ["3.00"])
            #expect(try await viewer.call(GetOpportunity(opportunity: open.id)).opportunity == open)
            await #expect(throws: OpportunityNotFound()) {
                try await viewer.call(GetOpportunity(opportunity: secret.id))
            }
            await #expect(throws: OpportunityNotFound()) { try await viewer.move(secret, to: "proposal") }
            await #expect(throws: OpportunityNotFound()) { try await viewer.close(secret, .won) }
            await #expect(throws: ClientNotFound()) { try await viewer.opportunity("New", with: hidden.id) }
            #expect(try await viewer.move(open, to: "proposal").stage.text == "proposal")
        }
    }

    @Test func aConvertedLeadIsAsHiddenAsItsClient() async throws {
        try await withStandingClock { clients, _ in
            let viewer = clients.seen(by: UserID.new(at: Clocks.start))
            let free = try await clients.lead("Free")
            let gone = try await clients.convert(clients.lead("Gone")).lead
            #expect(try await viewer.leads().items == [free])
            await #expect(throws: LeadNotFound()) { try await viewer.call(GetLead(lead: gone.id)) }
            await #expect(throws: LeadNotFound()) { _ = try await viewer.convert(gone) }
        }
    }

    @Test func whoReferredALeadIsLeftOutWhileHeIsHidden() async throws {
        try await withStandingClock { clients, _ in
            let ann = UserID.new(at: Clocks.start)
            let viewer = clients.seen(by: ann, with: [.readClientFeed])
            let hidden = try await clients.create("Referrer").id
            let lead = try await clients.call(
                CreateLead(idempotencyKey: .fresh(), company: Text(validating: "Acme"), referredBy: hidden)
            ).lead
            #expect(lead.referredBy == hidden)
            var shown = lead
            shown.referredBy = nil
            #expect(try await viewer.call(GetLead(lead: lead.id)).lead == shown)
            #expect(try await viewer.leads().items == [shown])
            await #expect(throws: ClientNotFound()) {
                try await viewer.call(
                    UpdateLead(
                        idempotencyKey: .fresh(), lead: lead.id, ifVersion: lead.version, referredBy: hidden))
            }
            let changed = try await viewer.setStatus(.working, of: shown)
            #expect(changed.referredBy == nil)
            #expect(try await clients.call(GetLead(lead: lead.id)).lead.referredBy == hidden)
            let converted = try await viewer.convert(changed)
            #expect(converted.lead.referredBy == nil)
            #expect(try await viewer.feed().compactMap(\.lead) == [shown, changed, converted.lead])
            #expect(try await clients.feed().compactMap(\.lead).map(\.referredBy) == [hidden, hidden, hidden])
            // Who sees the referrer alone learns nothing of what the lead has become.
            let bob = UserID.new(at: Clocks.start)
            try await clients.grant(clients.call(GetClient(client: hidden)).client, to: AccessHolder(user: bob))
            #expect(try await clients.seen(by: bob, with: [.readClientFeed]).feed().compactMap(\.lead).isEmpty)
        }
    }

    @Test func whoSeesTheReferrerDoesNotSeeTheLeadForThat() async throws {
        try await withStandingClock { clients, _ in
            try await clients.report(.ann, to: .cleo)
            let (ann, bob, cleo) = (
                clients.seen(by: .ann, with: [.readClientFeed]), clients.seen(by: .bob, with: [.readClientFeed]),
                clients.seen(by: .cleo, with: [.readClientFeed])
            )
            let (referrer, hidden) = (try await clients.create("Referrer"), try await clients.create("Hidden"))
            for user in [UserID.ann, .bob] { try await clients.grant(referrer, to: AccessHolder(user: user)) }
            func lead(_ company: String, by referrer: Client) async throws -> Lead {
                try await clients.call(
                    CreateLead(
                        idempotencyKey: .fresh(), company: Text(validating: company), referredBy: referrer.id,
                        owner: .ann)
                ).lead
            }
            let told = try await lead("Acme", by: referrer)
            var untold = try await lead("Bolt", by: hidden)
            let plain = try await clients.lead("Free", owner: .ann)
            let task = try await clients.task("Expenses", due: "2026-01-20", owner: .ann)
            untold.referredBy = nil
            for viewer in [ann, cleo] {
                let feed = try await viewer.feed()
                #expect(feed.compactMap(\.lead) == [told, untold, plain])
                #expect(feed.compactMap(\.task) == [task])
            }
            let others = try await bob.feed()
            #expect(others.allSatisfy { $0.lead == nil && $0.task == nil } && !others.isEmpty)
            func leads(_ viewer: ClientsUnderTest) async throws -> [Lead] {
                let filter = TimelineFilter(client: referrer.id)
                return try await viewer.call(GetTimeline(filter: filter)).items.compactMap(\.change.lead)
            }
            let filters =
                [HistoryFilter(client: referrer.id)]
                + [told.id, untold.id].map {
                    HistoryFilter(record: HistoryRecord(kind: .lead, id: RecordID($0.uuid)))
                }
            func changes(_ viewer: ClientsUnderTest) async throws -> [Int] {
                var counts: [Int] = []
                for filter in filters {
                    counts.append(try await viewer.history(filter).count { $0.kind == .lead })
                }
                return counts
            }
            #expect(try await leads(ann) == [told])
            #expect(try await changes(ann) == [1, 1, 1])
            #expect(try await leads(bob).isEmpty)
            #expect(try await changes(bob) == [0, 0, 0])
        }
    }

    @Test func whatIsAboutNoClientIsSeenByItsOwnerAndThoseAboveHim() async throws {
        try await withStandingClock { clients, _ in
            try await clients.report(.ann, to: .bob)
            let (ann, bob, cleo) = (
                clients.seen(by: .ann), clients.seen(by: .bob), clients.seen(by: .cleo)
            )
            let free = try await clients.lead("Free")
            let owned = try await clients.lead("Owned", owner: .ann)
            let task = try await clients.task("Expenses", due: "2026-01-20", owner: .ann)
            for viewer in [ann, bob] {
                #expect(try await Set(viewer.leads().items.map(\.id)) == [free.id, owned.id])
                #expect(try await viewer.call(GetLead(lead: owned.id)).lead == owned)
                #expect(try await viewer.tasks() == [task])
                let record = HistoryRecord(kind: .task, id: RecordID(task.id.uuid))
                #expect(try await viewer.history(HistoryFilter(record: record)).count == 1)
            }
            #expect(try await cleo.leads().items == [free])
            await #expect(throws: LeadNotFound()) { try await cleo.call(GetLead(lead: owned.id)) }
            await #expect(throws: LeadNotFound()) { _ = try await cleo.setStatus(.working, of: owned) }
            #expect(try await cleo.tasks().isEmpty)
            await #expect(throws: TaskNotFound()) { try await cleo.complete(task) }
            let record = HistoryRecord(kind: .lead, id: RecordID(owned.id.uuid))
            #expect(try await cleo.history(HistoryFilter(record: record)).isEmpty)
            #expect(try await Set(clients.leads().items.map(\.id)) == [free.id, owned.id])
            let taken = try await cleo.call(
                UpdateLead(idempotencyKey: .fresh(), lead: free.id, ifVersion: free.version, owner: .cleo)
            ).lead
            #expect(try await ann.leads().items == [owned])
            #expect(try await cleo.leads().items == [taken])
        }
    }

    @Test func hiddenClientsAreNotOfferedAndWhatIsMadeIsSeen() async throws {
        try await withStandingClock { clients, _ in
            let viewer = clients.seen(by: UserID.new(at: Clocks.start))
            let acme = try await clients.create("Acme")
            try await clients.contact("Ada", at: [acme.id], channels: [.email("ada@acme.example")])
            let lead = try await viewer.lead(
                "Acme", person: "Ada", position: "Buyer", channels: [.email("ada@acme.example")])
            await #expect(throws: ClientNotFound()) { _ = try await viewer.convert(lead, client: acme.id) }
            let made = try await viewer.convert(lead)
            #expect(made.client != acme.id)
            #expect(try await viewer.list().items.map(\.id) == [made.client])
            #expect(try await viewer.leads().items.map(\.id) == [lead.id])
        }
    }
}
