// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct UpdateLeadTests {
    @Test func onlyWhatIsGivenChanges() async throws {
        try await withClients { clients in
            let owner = UserID.new(at: Clocks.start)
            let first = try await clients.lead(
                "Acme", person: "Ada", channels: [.email("ada@acme.example")], owner: owner, estimate: .of("10.00"))
            let second = try await clients.call(
                UpdateLead(
                    idempotencyKey: .fresh(), lead: first.id, ifVersion: first.version, status: .working,
                    person: Text(validating: "Bob"), position: Text(validating: "Buyer"),
                    channels: List(validating: [.phone("0171 22 11")]),
                    clear: List(validating: [.company, .owner]))
            ).lead
            #expect(second.version == Version(unchecked: 2))
            #expect(second.status == .working)
            #expect(second.company == nil)
            #expect(second.person?.text == "Bob")
            #expect(second.position?.text == "Buyer")
            #expect(second.channels.map(\.normalised.text) == ["01712211"])
            #expect(second.owner == nil)
            #expect(second.estimate == first.estimate)
            #expect(try await clients.call(GetLead(lead: first.id)).lead == second)
            // The same again changes nothing.
            #expect(try await clients.setStatus(.working, of: second) == second)
            #expect(try await clients.feed().compactMap(\.lead) == [first, second])
        }
    }

    @Test func whoIsDisqualifiedHasAReasonAndMayComeBack() async throws {
        try await withClients { clients in
            let first = try await clients.lead("Acme")
            await #expect(
                performing: { _ = try await clients.setStatus(.disqualified, of: first) },
                throws: refusesParams(at: "$.disqualification"))
            await #expect(
                performing: { _ = try await clients.setStatus(.working, of: first, because: "budget") },
                throws: refusesParams(at: "$.disqualification"))
            let gone = try await clients.setStatus(.disqualified, of: first, because: "No budget")
            #expect(gone.disqualification?.text == "No budget")
            let back = try await clients.setStatus(.qualified, of: gone)
            #expect(back.disqualification == nil)
        }
    }

    @Test func whatDoesNotFitIsNamed() async throws {
        try await withClients { clients in
            let first = try await clients.lead("Acme")
            func update(
                _ paths: String..., status: LeadStatus? = nil, estimate: Money? = nil, person: String? = nil,
                clear: [LeadField] = []
            ) async {
                await #expect(
                    performing: {
                        _ = try await clients.call(
                            UpdateLead(
                                idempotencyKey: .fresh(), lead: first.id, ifVersion: first.version, status: status,
                                person: person.map { try Text(validating: $0) }, estimate: estimate,
                                clear: List(validating: clear)))
                    },
                    throws: { ($0 as? RemoteError)?.violations.map(\.path) == paths })
            }
            await update("$.status", status: .converted)
            await update("$.estimate", estimate: try .of("-0.01"))
            await update("$.clear[1]", person: "Ada", clear: [.need, .person])
            await update("$", clear: [.company])
            #expect(try await clients.call(GetLead(lead: first.id)).lead == first)
        }
    }

    @Test func whatIsNotThereOrConvertedOrNewerIsRefused() async throws {
        try await withClients { clients in
            let first = try await clients.lead("Acme")
            let theirs = try await clients.inOtherOrganisation.create("Theirs").id
            await #expect(throws: LeadNotFound()) {
                try await clients.inOtherOrganisation.setStatus(.working, of: first)
            }
            await #expect(throws: ClientNotFound()) {
                try await clients.call(
                    UpdateLead(
                        idempotencyKey: .fresh(), lead: first.id, ifVersion: first.version, referredBy: theirs))
            }
            let second = try await clients.setStatus(.working, of: first)
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.setStatus(.qualified, of: first)
            }
            let made = try await clients.convert(second)
            await #expect(throws: LeadConverted(client: made.client, contact: nil, opportunity: nil)) {
                try await clients.setStatus(.working, of: made.lead)
            }
        }
    }

    @Test func onlyWritersOfSalesUpdate() async throws {
        try await withClients { clients in
            let first = try await clients.lead("Acme")
            let reader = clients.as(.user(with: [.readSales, .writeClients]))
            await #expect(
                performing: { _ = try await reader.setStatus(.working, of: first) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
