// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// How long failures count, and for what.
@Suite struct WebhookHealthTests {
    private static let day: Int64 = 86_400

    @Test func anotherAddressIsAnotherReceiver() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("One")
            receiver.answer { _ in (503, nil) }
            try await clients.deliver()
            let failed = try await clients.status(of: webhook)
            #expect(failed.failures.rawValue == 1)
            func update(_ path: String, _ status: WebhookStatus) async throws {
                _ = try await clients.call(
                    UpdateWebhook(
                        idempotencyKey: .fresh(), webhook: webhook.id, ifVersion: status.webhook.version,
                        address: receiver.address(path: path)))
            }
            try await update("/hook", failed)
            let same = try await clients.status(of: webhook)
            #expect(same.failures.rawValue == 1)
            try await update("/other", same)
            let updated = try await clients.status(of: webhook)
            #expect(updated.failures.rawValue == 0)
            #expect(updated.failingSince == nil)
            #expect(updated.nextAttemptAt == nil)
            receiver.answer { _ in (200, nil) }
            try await clients.deliver()
            #expect(receiver.names == ["One", "One"])
        }
    }

    @Test func whatIsPassedOverFailsNoMore() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let user = UserID.new(at: Clocks.start)
            let acme = try await clients.create("Acme")
            let grant = try await clients.grant(acme, to: AccessHolder(user: user))
            let viewer = clients.seen(by: user, with: [.manageWebhooks])
            let (webhook, _) = try await viewer.webhook(to: receiver, [.contact])
            _ = try await clients.contact("Ann", at: [acme.id])
            receiver.answer { _ in (503, nil) }
            try await clients.deliver()
            #expect(try await clients.status(of: webhook).failingSince == time.now)
            try await clients.revoke(grant)
            time.advance(bySeconds: 7)
            try await clients.deliver()
            try await expectHealth(of: webhook, clients)
            _ = try await clients.grant(acme, to: AccessHolder(user: user))
            time.advance(bySeconds: 4 * WebhookHealthTests.day)
            _ = try await clients.contact("Bea", at: [acme.id])
            try await clients.deliver()
            let status = try await clients.status(of: webhook)
            #expect(status.disabledAt == nil)
            #expect(status.failingSince == time.now)
            #expect(status.failures.rawValue == 1)
        }
    }

    @Test func whatIsHeldAndDroppedFailsNoMore() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let user = UserID.new(at: Clocks.start)
            let acme = try await clients.create("Acme")
            let grant = try await clients.grant(acme, to: AccessHolder(user: user))
            let viewer = clients.seen(by: user, with: [.manageWebhooks])
            let (webhook, _) = try await viewer.webhook(to: receiver, [.contact])
            _ = try await clients.contact("Ann", at: [acme.id])
            receiver.answer { _ in (422, nil) }
            try await clients.deliver()
            receiver.answer { _ in (503, nil) }
            time.advance(bySeconds: 7)
            try await clients.deliver()
            let failed = try await clients.status(of: webhook)
            #expect(failed.held.rawValue == 1)
            #expect(failed.failures.rawValue == 1)
            try await clients.revoke(grant)
            time.advance(bySeconds: 7)
            try await clients.deliver()
            try await expectHealth(of: webhook, clients)
        }
    }

    @Test func aReplayBeginsAnew() async throws {
        try await withWebhooks { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("One")
            receiver.answer { _ in (503, nil) }
            try await clients.deliver()
            #expect(try await clients.status(of: webhook).failures.rawValue == 1)
            let head = try await clients.status(of: webhook).head
            _ = try await clients.call(
                ReplayWebhook(idempotencyKey: .fresh(), webhook: webhook.id, after: head))
            try await expectHealth(of: webhook, clients)
        }
    }

    @Test(arguments: [401, 403, 429, 502, 503, 504]) func someStatusesAreTheReceiversTrouble(_ code: Int) async throws {
        try await withWebhooks { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("One")
            try await clients.create("Two")
            receiver.answer { _ in (code, nil) }
            try await clients.deliver()
            #expect(receiver.names == ["One"])
            let status = try await clients.status(of: webhook)
            #expect(status.held.rawValue == 0)
            #expect(status.failures.rawValue == 1)
        }
    }

    @Test func whatIsHeldIsTriedAtOnceWhenTheReceiverIsBack() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("Poor")
            receiver.refuse { $0 == "Poor" }
            try await clients.deliver()
            time.advance(bySeconds: 7)
            try await clients.deliver()
            try await clients.create("Good")
            receiver.answer { _ in (503, nil) }
            try await clients.deliver()
            #expect(receiver.names == ["Poor", "Poor", "Good"])
            receiver.answer { _ in (200, nil) }
            // Before the held one's own time.
            time.advance(bySeconds: 7)
            try await clients.deliver()
            #expect(receiver.names == ["Poor", "Poor", "Good", "Good", "Poor"])
            #expect(try await clients.status(of: webhook).held.rawValue == 0)
        }
    }

    @Test func aNameThatIsNotFoundCountsForItselfAlone() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("One")
            func fail(isUnresolved: Bool) async throws -> WebhookStatus {
                let claim = try #require(
                    try await clients.context.database.rows(
                        WebhookProgressStore.claim(1, at: time.now), as: WebhookClaim.self
                    ).first)
                var course = WebhookCourse(from: claim.position, backlog: WebhookBacklog())
                try await WebhookRun(claim, askedAt: .now, in: clients.context).fail(
                    WebhookAttempt(
                        position: FeedPosition(unchecked: claim.position.rawValue + 1), kind: .created, at: time.now,
                        outcome: .refusedAddress,
                        status: nil, duration: .zero, retryAfter: nil, isUnresolved: isUnresolved), &course)
                return try await clients.status(of: webhook)
            }
            let begin = time.now
            _ = try await fail(isUnresolved: true)
            time.advance(bySeconds: 4 * WebhookHealthTests.day)
            let unresolved = try await fail(isUnresolved: true)
            #expect(unresolved.disabledAt == nil)
            #expect(unresolved.failingSince == begin)
            time.advance(bySeconds: WebhookHealthTests.day)
            let called = try await fail(isUnresolved: false)
            #expect(called.disabledAt == nil)
            #expect(called.failingSince == time.now)
            #expect(called.failures.rawValue == 3)
            time.advance(bySeconds: 4 * WebhookHealthTests.day)
            #expect(try await fail(isUnresolved: false).disabledAt == time.now)
            _ = try await clients.call(ResumeWebhook(idempotencyKey: .fresh(), webhook: webhook.id))
            _ = try await fail(isUnresolved: true)
            time.advance(bySeconds: 15 * WebhookHealthTests.day)
            #expect(try await fail(isUnresolved: true).disabledAt == time.now)
        }
    }

    @Test func aRowThatCannotBeReadHoldsNoOtherUp() async throws {
        try await withWebhooks { clients, receiver in
            let (broken, _) = try await clients.webhook(to: receiver, [.created], path: "/broken")
            let (whole, _) = try await clients.webhook(to: receiver, [.created], path: "/whole")
            try await clients.create("One")
            try await clients.database.withPool { pool in
                _ = try await pool.execute(
                    """
                    update clients.fact set record = '{}'::bytea
                    where kind = 'webhook' and record_id = \(broken.id)
                    """)
            }
            try await clients.deliver()
            #expect(receiver.deliveries.map(\.event.webhook) == [whole.id])
        }
    }

    private func expectHealth(of webhook: Webhook, _ clients: ClientsUnderTest) async throws {
        let status = try await clients.status(of: webhook)
        #expect(status.position == status.head)
        #expect(status.held.rawValue == 0)
        #expect(status.failures.rawValue == 0)
        #expect(status.failingSince == nil)
        #expect(status.nextAttemptAt == nil)
    }
}
