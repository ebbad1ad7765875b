// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ApprovePlanTests {
    @Test func anApprovalSaysByWhomAndWhen() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let plan = try await clients.plan("2026", for: acme)
            time.advance(hours: 1)
            let approved = try await clients.approve(plan)
            #expect(approved.state == .approved)
            #expect(approved.approvedAt == time.now)
            #expect(approved.approvedBy?.text == clients.caller.label)
            #expect(approved.approvalNote?.text == "Good")
            #expect(try await clients.approve(approved) == approved)
        }
    }

    @Test func goalsAndObjectivesMakeAPlanADraftAgainAndActionsDoNot() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            var plan = try await clients.approve(try await clients.plan("2026", for: acme))
            let goal = try await clients.call(UpsertPlanItem.of("Grow", .goal, in: plan))
            #expect(goal.plan.state == .draft)
            #expect(goal.plan.version == Version(unchecked: 3))
            let objective = try await clients.item("Two sites", .objective, in: plan, under: goal.item)
            plan = try await clients.approve(goal.plan)
            let action = try await clients.call(UpsertPlanItem.of("Visit", .action, in: plan, under: objective))
            #expect(action.plan == plan)
            #expect(try await clients.call(GetPlan(plan: plan.id)).plan == plan)
        }
    }

    @Test func whatIsUnknownOldOrNotAllowedIsRefused() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let first = try await clients.plan("2026", for: acme)
            let second = try await clients.call(CreatePlan.of("2027", for: acme, replacing: first)).plan
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.approve(first)
            }
            await #expect(throws: PlanNotFound()) { try await clients.inOtherOrganisation.approve(second) }
            let writer = clients.as(.user(with: [.readPlans, .writePlans]))
            await #expect(
                performing: { _ = try await writer.approve(second) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
