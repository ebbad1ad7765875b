// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct RecordReviewTests {
    @Test func aReviewIsKeptAndTheNextOneBecomesATask() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let ada = try await clients.contact("Ada", at: [acme.id])
            let plan = try await clients.plan("2026", for: acme)
            let recorded = try await clients.call(
                RecordReview(
                    idempotencyKey: .fresh(), client: acme.id, plan: plan.id, heldOn: "2026-01-14",
                    contacts: List(validating: [ada.id]), users: List(validating: [.ann, .bob]),
                    valueDelivered: LongText(validating: "Half the delays"),
                    decisions: List(validating: [Text(validating: "A second site")]),
                    rating: ReviewRating(validating: 4), nextOn: "2026-04-14", owner: .bob))
            let task = try #require(recorded.task)
            #expect(recorded.review.nextTask == task.id)
            #expect(task.owner == .bob)
            #expect(task.dueOn == "2026-04-14")
            #expect(recorded.review.contacts == [ada.id])
            #expect(recorded.review.decisions.map(\.text) == ["A second site"])
            #expect(try await clients.feed().suffix(2).map(\.review) == [recorded.review, nil])
            #expect(try await clients.tasks() == [task])
        }
    }

    @Test func whatIsUnknownOrDoesNotFitIsRefused() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let plan = try await clients.plan("2026", for: bar)
            let eve = try await clients.contact("Eve", at: [bar.id])
            func review(
                plan: PlanID? = nil, contacts: [ContactID] = [], next: CalendarDate? = nil
            ) throws -> RecordReview {
                try RecordReview(
                    idempotencyKey: .fresh(), client: acme.id, plan: plan, heldOn: "2026-01-14",
                    contacts: List(validating: contacts), nextOn: next)
            }
            await #expect(throws: ClientNotFound()) { try await clients.inOtherOrganisation.call(review()) }
            await #expect(throws: PlanNotFound()) { try await clients.call(review(plan: plan.id)) }
            await #expect(throws: ContactNotFound()) { try await clients.call(review(contacts: [eve.id])) }
            let program = clients.as(.serviceAccount(with: [.writePlans]))
            await #expect(
                performing: { _ = try await program.call(review(next: "2026-01-14")) },
                throws: refusesParams(at: "$.nextOn", "$.owner"))
            let reader = clients.as(.user(with: [.readPlans]))
            await #expect(
                performing: { _ = try await reader.call(review()) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
