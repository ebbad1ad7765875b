// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

/// What belongs to a client that the caller does not see answers him as what does not exist, whatever he may do with
/// others.
@Suite struct HiddenRecordTests {
    @Test func writesToAHiddenClientDoNotFindIt() async throws {
        try await withClients { clients in
            let hidden = try await clients.create("Hidden")
            let seen = try await clients.create("Seen")
            let contact = try await clients.contact("Ada", at: [hidden.id])
            let assignment = try await clients.assign(.bob, to: hidden, from: "2026-01-01").assignment
            try await clients.grant(seen, to: AccessHolder(user: .ann))
            let ann = clients.as(
                Caller(
                    subject: .user(.ann), organisation: .first,
                    permissions: PermissionSet(Permission.allCases.filter { $0 != .readAllClients })))
            let version = try await clients.call(GetClient(client: hidden.id)).client.version
            let writes: [() async throws -> Void] = [
                { _ = try await ann.open("Broken", about: hidden) },
                { _ = try await ann.flag("Leaving", about: hidden) },
                { _ = try await ann.setParent(of: hidden, to: seen, from: "2026-01-01") },
                { _ = try await ann.setParent(of: seen, to: hidden, from: "2026-01-01") },
                { _ = try await ann.grant(hidden, to: AccessHolder(user: .ann)) },
                { _ = try await ann.contact("Bob", at: [seen.id, hidden.id]) },
                { _ = try await ann.relate(contact.id, at: hidden.id, from: "2026-01-01", as: .champion) },
                {
                    _ = try await ann.call(
                        EndAssignment(
                            idempotencyKey: .fresh(), client: hidden.id, ifVersion: version,
                            assignment: assignment.id, to: "2026-06-30"))
                },
                {
                    _ = try await ann.call(
                        UpdateClient(
                            idempotencyKey: .fresh(), client: hidden.id, ifVersion: version,
                            name: Text(validating: "Taken")))
                },
            ]
            for (number, write) in writes.enumerated() {
                await #expect(throws: ClientNotFound(), "\(number)") { try await write() }
            }
            #expect(try await clients.call(GetClient(client: hidden.id)).client.version == version)
        }
    }

    @Test func recordsOfAHiddenClientAreNotFound() async throws {
        try await withClients { clients in
            let hidden = try await clients.create("Hidden")
            let contact = try await clients.contact("Ada", at: [hidden.id])
            let concern = try await clients.open("Broken", about: hidden)
            let risk = try await clients.flag("Leaving", about: hidden)
            let grant = try await clients.grant(hidden, to: AccessHolder(user: .bob))
            try await clients.assign(.bob, to: hidden, from: "2026-01-01")
            let consent = try RecordConsent(
                idempotencyKey: .fresh(), contact: contact.id, purpose: ConsentPurpose(validating: "newsletter"),
                basis: .consent, decision: .granted, evidence: Text(validating: "Form"))
            _ = try await clients.call(consent)
            let ann = clients.as(
                Caller(
                    subject: .user(.ann), organisation: .first,
                    permissions: PermissionSet(Permission.allCases.filter { $0 != .readAllClients })))

            await #expect(throws: ContactNotFound()) { try await ann.call(GetContact(contact: contact.id)) }
            await #expect(throws: ContactNotFound()) {
                try await ann.call(
                    RecordConsent(
                        idempotencyKey: .fresh(), contact: contact.id, purpose: consent.purpose, basis: .consent,
                        decision: .withdrawn, evidence: consent.evidence))
            }
            await #expect(throws: ConcernNotFound()) { try await ann.move(concern, to: .acknowledged) }
            await #expect(throws: RiskNotFound()) { try await ann.close(risk, as: .averted) }
            await #expect(throws: AccessGrantNotFound()) { try await ann.revoke(grant) }
            let consents = ListConsents(filter: ConsentFilter(contact: contact.id))
            #expect(try await clients.call(consents).items.count == 1)
            #expect(try await ann.call(consents).items.isEmpty)
            let handedOver = try await ann.call(
                ReassignPortfolio(
                    idempotencyKey: .fresh(), user: .bob,
                    receivers: List(validating: [PortfolioReceiver(user: .ann)]), effectiveOn: "2026-07-01"))
            #expect(handedOver.moves.isEmpty)
            #expect(try await clients.team(of: hidden).map(\.user) == [.bob])
        }
    }
}
