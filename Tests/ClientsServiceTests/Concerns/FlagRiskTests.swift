// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct FlagRiskTests {
    @Test func aRiskHasItsEvidenceAndPlanAndIsReplacedInWhole() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let concern = try await clients.open("Broken", about: acme)
            let first = try await clients.call(
                FlagRisk.of("Leaving", about: acme, amount: .euros(90_000), concern: concern.id)
            ).risk
            #expect(first.version == Version(unchecked: 1))
            #expect(first.state == .open)
            #expect(first.evidence.map(\.concern) == [concern.id])
            #expect(first.savePlan.steps?.map(\.title.text) == ["Visit"])
            #expect(try first.amount == .euros(90_000))
            time.advance(hours: 24)
            let second = try await clients.call(
                FlagRisk.of("Staying", about: acme, replacing: first, level: .low, owner: .bob)
            ).risk
            #expect(second.id == first.id)
            #expect(second.version == Version(unchecked: 2))
            #expect(second.flaggedAt == first.flaggedAt)
            #expect(second.updatedAt == time.now)
            #expect(second.amount == nil)
            #expect(try await clients.call(ListRisks()).items == [second])
            #expect(try await clients.feed().compactMap(\.risk) == [first, second])
        }
    }

    @Test func anUnknownClientConcernOrRiskIsRefused() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let elsewhere = try await clients.open("Broken", about: bar)
            let risk = try await clients.flag("Leaving", about: acme)
            let other = clients.inOtherOrganisation
            let theirs = try await other.create("Theirs")
            await #expect(throws: ClientNotFound()) { try await other.flag("X", about: acme) }
            await #expect(throws: RiskNotFound()) {
                try await other.call(FlagRisk.of("X", about: theirs, replacing: risk))
            }
            await #expect(throws: RiskNotFound()) {
                try await clients.call(FlagRisk.of("X", about: bar, replacing: risk))
            }
            await #expect(throws: ConcernNotFound()) {
                try await clients.call(FlagRisk.of("X", about: acme, concern: elsewhere.id))
            }
            let signed = try await clients.draft(with: bar)
            await #expect(throws: ContractNotFound()) {
                try await clients.call(FlagRisk.of("X", about: acme, contract: signed.id))
            }
            #expect(try await clients.call(ListRisks()).items == [risk])
        }
    }

    @Test func anOldVersionConflictsAndAClosedOneStays() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let first = try await clients.flag("Leaving", about: acme)
            let second = try await clients.call(FlagRisk.of("Staying", about: acme, replacing: first)).risk
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.call(FlagRisk.of("X", about: acme, replacing: first))
            }
            let closed = try await clients.close(second, as: .averted)
            await #expect(throws: RiskClosed()) {
                try await clients.call(FlagRisk.of("X", about: acme, replacing: closed))
            }
        }
    }

    @Test func whatDoesNotFitTogetherIsNamed() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let given = try FlagRisk.of("X", about: acme, amount: .euros(-1))
            let command = FlagRisk(
                idempotencyKey: given.idempotencyKey, ifVersion: Version(unchecked: 1), client: acme.id,
                level: given.level, category: given.category, summary: given.summary, evidence: given.evidence,
                amount: given.amount, savePlan: given.savePlan)
            await #expect(
                performing: { _ = try await clients.call(command) },
                throws: refusesParams(at: "$.ifVersion", "$.amount"))
        }
    }

    @Test func onlyWritersOfConcernsFlag() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let reader = clients.as(.user(with: [.readConcerns]))
            await #expect(
                performing: { _ = try await reader.flag("X", about: acme) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
