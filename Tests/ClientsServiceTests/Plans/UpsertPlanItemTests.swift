// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@Suite struct UpsertPlanItemTests {
    @Test func goalsHaveObjectivesAndTheseHaveActions() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let ada = try await clients.contact("Ada", at: [acme.id])
            let plan = try await clients.plan("2026", for: acme)
            let goal = try await clients.item("Grow", .goal, in: plan)
            time.advance(hours: 1)
            let measure = try Measure(
                name: Text(validating: "Sites"), baseline: MeasuredNumber(validating: "1"),
                target: MeasuredNumber(validating: "3"), actual: MeasuredNumber(validating: "1.5"))
            let objective = try await clients.call(
                UpsertPlanItem(
                    idempotencyKey: .fresh(), plan: plan.id, kind: .objective, parent: goal.id,
                    title: Text(validating: "Three sites"), side: .joint, owner: .ann, contact: ada.id,
                    dueOn: "2026-06-30", measure: measure)
            ).item
            #expect(objective.measure == measure)
            #expect(objective.contact == ada.id)
            time.advance(hours: 1)
            let action = try await clients.item("Visit", .action, in: plan, under: objective)
            time.advance(hours: 1)
            let reached = try await clients.call(
                UpsertPlanItem.of(
                    "Visit both", .action, in: plan, under: objective, replacing: action, state: .reached)
            ).item
            #expect(reached.version == Version(unchecked: 2))
            #expect(reached.createdAt == action.createdAt)
            #expect(try await clients.call(GetPlan(plan: plan.id)).items == [goal, objective, reached])
            #expect(try await clients.feed().compactMap(\.planItem) == [goal, objective, action, reached])
        }
    }

    @Test func anItemStandsInItsPlace() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let plan = try await clients.plan("2026", for: acme)
            let elsewhere = try await clients.plan("2027", for: acme)
            let goal = try await clients.item("Grow", .goal, in: plan)
            let objective = try await clients.item("Sites", .objective, in: plan, under: goal)
            let wrong: [(kind: PlanItemKind, parent: PlanItem?, wanted: PlanItemKind?)] = [
                (.goal, goal, nil), (.objective, nil, .goal), (.objective, objective, .goal),
                (.action, goal, .objective), (.action, nil, .objective),
            ]
            for (kind, parent, wanted) in wrong {
                await #expect(throws: PlanItemMisplaced(parent: wanted)) {
                    try await clients.item("X", kind, in: plan, under: parent)
                }
            }
            await #expect(throws: PlanItemNotFound()) {
                try await clients.item("X", .objective, in: elsewhere, under: goal)
            }
            await #expect(throws: PlanItemNotFound()) {
                try await clients.call(UpsertPlanItem.of("X", .goal, in: elsewhere, replacing: goal))
            }
            await #expect(
                performing: {
                    _ = try await clients.call(UpsertPlanItem.of("X", .goal, in: plan, replacing: objective))
                }, throws: refusesParams(at: "$.kind"))
            #expect(try await clients.call(GetPlan(plan: plan.id)).items.count == 2)
        }
    }

    @Test func whatIsUnknownOldOrNotAllowedIsRefused() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let eve = try await clients.contact("Eve", at: [bar.id])
            let plan = try await clients.plan("2026", for: acme)
            let first = try await clients.item("Grow", .goal, in: plan)
            let second = try await clients.call(UpsertPlanItem.of("More", .goal, in: plan, replacing: first)).item
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.call(UpsertPlanItem.of("X", .goal, in: plan, replacing: first))
            }
            await #expect(throws: PlanNotFound()) {
                try await clients.inOtherOrganisation.item("X", .goal, in: plan)
            }
            await #expect(throws: ContactNotFound()) {
                try await clients.call(UpsertPlanItem.of("X", .goal, in: plan, contact: eve.id))
            }
            let half = try UpsertPlanItem(
                idempotencyKey: .fresh(), plan: plan.id, item: second.id, kind: .goal, title: Text(validating: "X"))
            await #expect(performing: { _ = try await clients.call(half) }, throws: refusesParams(at: "$.ifVersion"))
            let reader = clients.as(.user(with: [.readPlans]))
            await #expect(
                performing: { _ = try await reader.item("X", .goal, in: plan) },
                throws: isRemoteError(.permissionDenied))
        }
    }

    @Test func aPlanHasAsManyItemsAsOneAnswerHolds() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let plan = try await clients.plan("2026", for: acme)
            let goal = try await clients.item("Grow", .goal, in: plan)
            _ = try await clients.database.withPool { pool in
                try await pool.execute(
                    """
                    with made as (
                        select organisation_id, plan_id, item_id, gen_random_uuid() as new_id
                        from clients.plan_item, generate_series(1, 499)
                    ), fact as (
                        insert into clients.fact
                        select made.organisation_id, 'plan_item', new_id, 1, fact.record, fact.recorded_at,
                            fact.recorded_by
                        from made
                        join clients.fact on fact.record_id = made.item_id
                    )
                    insert into clients.plan_item (organisation_id, plan_id, item_id, version)
                    select organisation_id, plan_id, new_id, 1 from made
                    """)
            }
            await #expect(throws: PlanTooLarge(limit: Count(500))) {
                try await clients.item("One more", .goal, in: plan)
            }
            _ = try await clients.call(UpsertPlanItem.of("Still", .goal, in: plan, replacing: goal))
        }
    }
}
