// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetPlanTests {
    @Test func theProgressCountsWhatWasNotDropped() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let plan = try await clients.plan("2026", for: acme)
            let goal = try await clients.item("Grow", .goal, in: plan, state: .reached)
            let objective = try await clients.item("Sites", .objective, in: plan, under: goal, due: "2026-01-14")
            try await clients.item("Done", .action, in: plan, under: objective, state: .reached, due: "2026-01-01")
            try await clients.item("Late", .action, in: plan, under: objective, due: "2026-01-14")
            try await clients.item("Today", .action, in: plan, under: objective, due: "2026-01-15")
            try await clients.item("Dropped", .action, in: plan, under: objective, state: .dropped, due: "2026-01-01")
            let progress = try await clients.call(GetPlan(plan: plan.id)).progress
            #expect(
                progress
                    == PlanProgress(
                        goals: Count(1), goalsReached: Count(1), objectives: Count(1), objectivesReached: Count(0),
                        actions: Count(3), actionsReached: Count(1), overdue: Count(2)))
        }
    }

    @Test func whatIsSharedCanBeReadAlone() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let ours = try await clients.plan("Ours", for: acme)
            let shared = try await clients.plan("Shared", for: acme, isShared: true)
            let goal = try await clients.item("Together", .goal, in: shared, isShared: true)
            try await clients.item("Alone", .goal, in: shared)
            #expect(try await clients.call(GetPlan(plan: shared.id, sharedOnly: true)).items == [goal])
            #expect(try await clients.call(GetPlan(plan: shared.id)).items.count == 2)
            await #expect(throws: PlanNotFound()) {
                try await clients.call(GetPlan(plan: ours.id, sharedOnly: true))
            }
        }
    }

    @Test func anotherOrganisationsPlanIsAbsent() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let plan = try await clients.plan("2026", for: acme)
            await #expect(throws: PlanNotFound()) {
                try await clients.inOtherOrganisation.call(GetPlan(plan: plan.id))
            }
            let other = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await other.call(GetPlan(plan: plan.id)) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
