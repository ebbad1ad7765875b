// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct OpenConcernTests {
    @Test func aConcernBeginsReceivedWithDueTimesOfItsSeverity() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let ada = try await clients.contact("Ada", at: [acme.id])
            let concern = try await clients.call(
                OpenConcern(
                    idempotencyKey: .fresh(), client: acme.id, contact: ada.id, kind: .invoiceDispute,
                    severity: SeverityCode(validating: "high"), isBlocking: true,
                    subject: Text(validating: "ใบแจ้งหนี้ผิด"), detail: LongText(validating: "a\tb\nc"))
            ).concern
            let start = time.now
            let expected = try Concern(
                id: concern.id, version: Version(unchecked: 1), client: acme.id, contact: ada.id,
                kind: .invoiceDispute, severity: SeverityCode(validating: "high"), isBlocking: true,
                subject: Text(validating: "ใบแจ้งหนี้ผิด"), detail: LongText(validating: "a\tb\nc"), state: .received,
                receivedAt: start, acknowledgeBy: start.adding(seconds: 4 * 3600), acknowledgedLate: false,
                assignBy: start.adding(seconds: 8 * 3600), resolveBy: start.adding(seconds: 72 * 3600),
                resolvedLate: false, dueAt: start.adding(seconds: 4 * 3600),
                move: ConcernMove(
                    to: .received, at: start, isLate: false, by: Text(validating: clients.caller.label)))
            #expect(concern == expected)
            #expect(try await clients.call(GetConcern(concern: concern.id)).status.concern == expected)
            #expect(try await clients.feed().last?.concern == expected)
        }
    }

    @Test func dueTimesCountFromWhenItWasReceived() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let yesterday = time.now.adding(seconds: -86_400)
            let concern = try await clients.open("Late", about: acme, severity: "critical", receivedAt: yesterday)
            #expect(concern.acknowledgeBy == yesterday.adding(seconds: 3600))
            let status = try await clients.call(GetConcern(concern: concern.id)).status
            #expect(status.overdueSince == concern.acknowledgeBy)
            await #expect(
                performing: {
                    _ = try await clients.open("Future", about: acme, receivedAt: time.now.adding(seconds: 1))
                }, throws: refusesParams(at: "$.receivedAt"))
        }
    }

    @Test func anUnknownSeverityIsRefusedWithThoseThereAre() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let known = try ["critical", "high", "normal", "low"].map { try SeverityCode(validating: $0) }
            await #expect(throws: SeverityUnknown(known: known)) {
                try await clients.open("X", about: acme, severity: "p1")
            }
        }
    }

    @Test func clientAndContactMustBeTheOrganisationsOwn() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let ada = try await clients.contact("Ada", at: [bar.id])
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.open("X", about: acme)
            }
            await #expect(throws: ContactNotFound()) {
                try await clients.call(OpenConcern.of("X", about: acme, contact: ada.id))
            }
            let deal = try await clients.opportunity("Deal", with: bar.id)
            await #expect(throws: OpportunityNotFound()) {
                try await clients.open("X", about: acme, opportunity: deal.id)
            }
            let theirs = try await clients.draft(with: bar)
            await #expect(throws: ContractNotFound()) {
                try await clients.open("X", about: acme, contract: theirs.id)
            }
            #expect(try await clients.concerns().isEmpty)
        }
    }

    @Test func itIsAboutOneThing() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            await #expect(
                performing: {
                    _ = try await clients.open(
                        "X", about: acme, opportunity: .new(at: Clocks.start), contract: .new(at: Clocks.start))
                }, throws: refusesParams(at: "$.contract"))
        }
    }

    @Test func aRepeatedKeyAnswersTheFirstOutcome() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let command = try OpenConcern.of("X", about: acme)
            let first = try await clients.call(command)
            #expect(try await clients.call(command) == first)
            #expect(try await clients.concerns().count == 1)
        }
    }

    @Test func onlyWritersOfConcernsOpen() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let reader = clients.as(.user(with: [.readConcerns, .writeClients]))
            await #expect(
                performing: { _ = try await reader.open("X", about: acme) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
