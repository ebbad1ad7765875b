// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct RecordFeedbackTests {
    @Test func feedbackHasAScoreOnItsScale() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let scales: [(kind: FeedbackKind, least: Int64, greatest: Int64)] = [
                (.nps, 0, 10), (.csat, 1, 5), (.ces, 1, 7),
            ]
            for (kind, least, greatest) in scales {
                for score in [least, greatest] {
                    let feedback = try await clients.feedback(kind, score, of: acme)
                    #expect(feedback.score?.rawValue == score)
                    #expect(feedback.givenAt == time.now)
                    #expect(try await clients.feed().last?.feedback == feedback)
                }
                for score in [least - 1, greatest + 1] where FeedbackScore.range.contains(score) {
                    await #expect(
                        performing: { try await clients.feedback(kind, score, of: acme) },
                        throws: refusesParams(at: "$.score"))
                }
                await #expect(
                    performing: { try await clients.feedback(kind, nil, of: acme) },
                    throws: refusesParams(at: "$.score"))
            }
            let words = try await clients.feedback(.text, nil, of: acme, comment: "ขอบคุณ")
            #expect(words.comment?.text == "ขอบคุณ")
            await #expect(
                performing: { try await clients.feedback(.text, nil, of: acme) }, throws: refusesParams(at: "$.comment")
            )
            await #expect(
                performing: {
                    try await clients.feedback(
                        .text, 3, of: acme, comment: "X", givenAt: time.now.adding(seconds: 1))
                }, throws: refusesParams(at: "$.score", "$.givenAt"))
        }
    }

    @Test func clientAndContactMustBeTheOrganisationsOwn() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let eve = try await clients.contact("Eve", at: [bar.id])
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.feedback(.nps, 9, of: acme)
            }
            await #expect(throws: ContactNotFound()) {
                try await clients.call(
                    RecordFeedback(
                        idempotencyKey: .fresh(), client: acme.id, contact: eve.id, kind: .nps,
                        score: FeedbackScore(validating: 9)))
            }
            let reader = clients.as(.user(with: [.readPlans]))
            await #expect(
                performing: { try await reader.feedback(.nps, 9, of: acme) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
