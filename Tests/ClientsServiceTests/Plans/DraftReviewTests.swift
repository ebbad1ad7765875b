// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct DraftReviewTests {
    @Test func aDraftCountsWhatIsRecordedOfThePeriod() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let other = try await clients.create("Bar")
            try await clients.log("Old", with: acme, happenedAt: time.now.adding(seconds: -86_400))
            try await clients.log("Call", with: acme)
            try await clients.log("Call", with: acme, isTwoWay: false)
            try await clients.log("Elsewhere", with: other)
            let concern = try await clients.open("Broken", about: acme, severity: "critical")
            try await clients.open("Open", about: acme, receivedAt: time.now.adding(seconds: -86_400))
            try await clients.flag("Leaving", about: acme)
            try await clients.need("Fewer delays", of: acme)
            try await clients.complete(try await clients.task("Call", due: "2026-01-20", client: acme.id))
            for score: Int64 in [10, 9, 7, 3] { try await clients.feedback(.nps, score, of: acme) }
            try await clients.feedback(.csat, 4, of: acme)
            try await clients.feedback(.text, nil, of: acme, comment: "Good")
            let plan = try await clients.plan("2026", for: acme)
            try await clients.item("Grow", .goal, in: plan)
            let review = try await clients.call(
                RecordReview(idempotencyKey: .fresh(), client: acme.id, heldOn: "2026-01-10")
            ).review
            time.advance(hours: 2)
            try await clients.move(clients.move(concern, to: .acknowledged), to: .resolved, note: "Done")
            let draft = try await clients.call(DraftReview(client: acme.id, from: "2026-01-15", to: "2026-01-15"))
            #expect(draft.activities == [ActivityCount(kind: .call, count: Count(2), twoWay: Count(1))])
            #expect(draft.concernsOpened == Count(1))
            #expect(draft.concernsResolved == Count(1))
            #expect(draft.concernsOpen == Count(1))
            #expect(draft.concernsAcknowledgedLate == Count(1))
            #expect(draft.risksOpen == Count(1))
            #expect(draft.tasksDone == Count(1))
            #expect(draft.needsOpen == Count(1))
            #expect(draft.feedback.map(\.kind) == [.csat, .nps])
            #expect(draft.feedback.map(\.average.text) == ["4.00", "7.25"])
            #expect(draft.feedback.map(\.netPromoters?.text) == [nil, "25.00"])
            #expect(draft.plans.map(\.title.text) == ["2026"])
            #expect(draft.plans.first?.progress.goals == Count(1))
            #expect(draft.lastReview == review)
            let before = try await clients.call(DraftReview(client: acme.id, from: "2025-01-01", to: "2025-12-31"))
            #expect(before.activities.isEmpty && before.feedback.isEmpty && before.plans.isEmpty)
            #expect(before.lastReview == nil)
        }
    }

    @Test func whatIsUnknownOrEndsBeforeItBeginsIsRefused() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let draft = DraftReview(client: acme.id, from: "2026-01-01", to: "2026-01-31")
            await #expect(throws: ClientNotFound()) { try await clients.inOtherOrganisation.call(draft) }
            let wrong = DraftReview(client: acme.id, from: "2026-01-02", to: "2026-01-01")
            await #expect(performing: { _ = try await clients.call(wrong) }, throws: refusesParams(at: "$.to"))
            let other = clients.as(.user(with: [.readClients]))
            await #expect(performing: { _ = try await other.call(draft) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
