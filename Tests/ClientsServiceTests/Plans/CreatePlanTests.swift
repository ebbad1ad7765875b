// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CreatePlanTests {
    @Test func aPlanBeginsAsADraftAndIsReplacedInWhole() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let first = try await clients.plan("2026", for: acme)
            #expect(first.version == Version(unchecked: 1))
            #expect(first.state == .draft)
            #expect(first.swot?.strengths?.map(\.text) == ["Known to the board"])
            let approved = try await clients.approve(first)
            time.advance(hours: 1)
            let second = try await clients.call(
                CreatePlan.of("2026 and after", for: acme, replacing: approved, to: "2027-06-30")
            ).plan
            #expect(second.version == Version(unchecked: 3))
            #expect(second.state == .draft)
            #expect(second.approvedAt == nil)
            #expect(second.createdAt == first.createdAt)
            #expect(try await clients.call(GetPlan(plan: first.id)).plan == second)
            #expect(try await clients.feed().compactMap(\.plan) == [first, approved, second])
        }
    }

    @Test func whatIsUnknownOldOrHalfIsRefused() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let first = try await clients.plan("2026", for: acme)
            let second = try await clients.call(CreatePlan.of("2027", for: acme, replacing: first)).plan
            let other = clients.inOtherOrganisation
            let theirs = try await other.create("Theirs")
            await #expect(throws: ClientNotFound()) { try await other.plan("X", for: acme) }
            await #expect(throws: PlanNotFound()) {
                try await other.call(CreatePlan.of("X", for: theirs, replacing: second))
            }
            await #expect(throws: PlanNotFound()) {
                try await clients.call(CreatePlan.of("X", for: bar, replacing: second))
            }
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.call(CreatePlan.of("X", for: acme, replacing: first))
            }
            let half = try CreatePlan(
                idempotencyKey: .fresh(), ifVersion: first.version, client: acme.id, title: Text(validating: "X"),
                from: "2026-02-01", to: "2026-01-31")
            await #expect(
                performing: { _ = try await clients.call(half) }, throws: refusesParams(at: "$.ifVersion", "$.to"))
            let reader = clients.as(.user(with: [.readPlans]))
            await #expect(
                performing: { _ = try await reader.plan("X", for: acme) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
