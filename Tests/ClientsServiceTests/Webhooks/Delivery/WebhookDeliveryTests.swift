// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit
import Synchronization
import TestKit
import Testing

@testable import ClientsService

/// Deliveries over TLS to a receiver that listens.
@Suite struct WebhookDeliveryTests {
    @Test func eventsArriveSignedAndInOrder() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            try await clients.create("Before")
            let (webhook, secret) = try await clients.webhook(to: receiver, [.created, .updated])
            for name in ["One", "Two", "Three"] { try await clients.create(name) }
            try await clients.define(.client, [.of("note", .text)])
            try await clients.deliver()
            #expect(receiver.names == ["One", "Two", "Three"])
            let first = try #require(receiver.deliveries.first)
            #expect(receiver.deliveries.allSatisfy { $0.isSigned(with: secret) })
            #expect(first.id == "evt_\(webhook.id.text)_\(first.event.data.position.rawValue)")
            #expect(first.timestamp == String(time.now.microseconds / 1_000_000))
            #expect(first.host.hasPrefix("localhost:"))
            #expect(first.event.type == .created)
            #expect(first.event.organisation == .first)
            let status = try await clients.status(of: webhook)
            #expect(status.position == status.head)
            #expect(status.failures.rawValue == 0)
            let log = try await clients.deliveries(of: webhook)
            #expect(log.map(\.outcome) == [.delivered, .delivered, .delivered])
            #expect(Set(log.map(\.position)) == Set(receiver.deliveries.map(\.event.data.position)))
            #expect(log.allSatisfy { $0.status?.rawValue == 200 })
            try await clients.deliver()
            #expect(receiver.deliveries.count == 3)
        }
    }

    @Test func aReceiverThatTakesNothingIsTriedLaterAndLater() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("One")
            try await clients.create("Two")
            receiver.answer { _ in (503, nil) }
            try await clients.deliver()
            try await clients.deliver()
            #expect(receiver.names == ["One"])
            let failed = try await clients.status(of: webhook)
            #expect(failed.failures.rawValue == 1)
            #expect(failed.failingSince == time.now)
            let next = try #require(failed.nextAttemptAt)
            #expect(next >= time.now.adding(seconds: 4) && next <= time.now.adding(seconds: 6))
            time.advance(bySeconds: 6)
            try await clients.deliver()
            let again = try #require(try await clients.status(of: webhook).nextAttemptAt)
            #expect(again >= time.now.adding(seconds: 8) && again <= time.now.adding(seconds: 12))
            receiver.answer { _ in (204, nil) }
            time.advance(bySeconds: 12)
            try await clients.deliver()
            #expect(receiver.names == ["One", "One", "One", "Two"])
            #expect(Set(receiver.deliveries.prefix(3).map(\.id)).count == 1)
            #expect(try await clients.status(of: webhook).failingSince == nil)
            #expect(
                try await clients.deliveries(of: webhook, .refusedByReceiver).map(\.status?.rawValue) == [503, 503])
        }
    }

    @Test func aRedirectionIsNotFollowed() async throws {
        try await withWebhooks { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("One")
            let elsewhere = try receiver.address(path: "/elsewhere").text
            receiver.answer { _ in (307, elsewhere) }
            try await clients.deliver()
            #expect(receiver.deliveries.count == 1)
            #expect(try await clients.deliveries(of: webhook).map(\.status?.rawValue) == [307])
        }
    }

    @Test func onlyWhatTheCreatorSeesAtTheTimeIsSent() async throws {
        try await withWebhooks { clients, receiver in
            let user = UserID.new(at: Clocks.start)
            let acme = try await clients.create("Acme")
            let hidden = try await clients.create("Hidden")
            let grant = try await clients.grant(acme, to: AccessHolder(user: user))
            let viewer = clients.seen(by: user, with: [.manageWebhooks])
            let (webhook, _) = try await viewer.webhook(to: receiver, after: .start)
            try await clients.deliver()
            #expect(receiver.names == ["Acme"])
            receiver.forget()
            _ = try await clients.contact("Ann", at: [acme.id])
            _ = try await clients.contact("Hugo", at: [hidden.id])
            try await clients.deliver()
            #expect(receiver.deliveries.map(\.event.data.contact?.name.text) == ["Ann"])
            receiver.forget()
            try await clients.revoke(grant)
            _ = try await clients.contact("Bea", at: [acme.id])
            try await clients.deliver()
            #expect(receiver.deliveries.isEmpty)
            let status = try await clients.status(of: webhook)
            #expect(status.position == status.head)
        }
    }

    @Test func aSlowReceiverHoldsNobodyElseUp() async throws {
        try await withWebhooks { clients, receiver in
            let (slow, _) = try await clients.webhook(to: receiver, [.created], path: "/slow")
            let (quick, _) = try await clients.webhook(to: receiver, [.created], path: "/quick")
            let (signals, signal) = AsyncStream.makeStream(of: Void.self)
            receiver.answer { delivery in
                if delivery.event.webhook == quick.id {
                    signal.yield()
                } else {
                    // Until the other one has its event.
                    for await _ in signals { break }
                }
                return (200, nil)
            }
            try await clients.create("One")
            try await clients.deliver()
            #expect(Set(receiver.deliveries.map(\.event.webhook)) == [slow.id, quick.id])
            #expect(try await clients.deliveries(of: slow).map(\.outcome) == [.delivered])
        }
    }

    @Test func replicasShareTheWork() async throws {
        try await withWebhooks { clients, receiver in
            for path in ["/a", "/b", "/c"] { _ = try await clients.webhook(to: receiver, [.created], path: path) }
            for number in 0..<20 { try await clients.create("Client \(number)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 { group.addTask { try await clients.deliver() } }
                try await group.waitForAll()
            }
            let ids = receiver.deliveries.map(\.id)
            #expect(ids.count == 60)
            #expect(Set(ids).count == 60)
            for webhook in Set(receiver.deliveries.map(\.event.webhook)) {
                let positions = receiver.deliveries.filter { $0.event.webhook == webhook }.map(\.event.data.position)
                #expect(positions == positions.sorted())
            }
        }
    }

    @Test func whatAKilledReplicaHadClaimedIsDeliveredByAnother() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            _ = try await clients.webhook(to: receiver, [.created])
            try await clients.create("One")
            let claims = try await clients.context.database.rows(
                WebhookProgressStore.claim(10, at: time.now), as: WebhookClaim.self)
            #expect(claims.count == 1)
            try await clients.deliver()
            #expect(receiver.deliveries.isEmpty)
            time.advance(bySeconds: 61)
            try await clients.deliver()
            #expect(receiver.names == ["One"])
            // The dead one's late answer moves nothing.
            let late = WebhookAttempt(
                position: .start, kind: .created, at: time.now, outcome: .delivered, status: 200, duration: .zero,
                retryAfter: nil)
            let claim = try #require(claims.first)
            #expect(try await !WebhookProgressStore.delivered(late, by: claim, in: clients.context.database))
            #expect(try await clients.status(of: claim.webhook).position > .start)
        }
    }

    @Test func theAddressIsLookedAtWhenItIsCalled() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("One")
            try await withService(
                ClientsServer.self, over: clients.database, in: .receiving(receiver, at: time, allowed: "10.9.9.9")
            ) { other in
                try await other.deliver()
            }
            #expect(receiver.deliveries.isEmpty)
            #expect(try await clients.deliveries(of: webhook).map(\.outcome) == [.refusedAddress])
        }
    }

    @Test func aReceiverWithoutATrustedCertificateGetsNothing() async throws {
        try await WebhookReceiver.with { stranger in
            try await withWebhooks { clients, _ in
                let (webhook, _) = try await clients.webhook(to: stranger, [.created])
                try await clients.create("One")
                try await clients.deliver()
                #expect(stranger.deliveries.isEmpty)
                #expect(try await clients.deliveries(of: webhook).map(\.outcome) == [.unreachable])
            }
        }
    }

    @Test func attemptsAreForgottenAfterAWeek() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("One")
            try await clients.deliver()
            time.advance(bySeconds: 6 * 86_400)
            let worker = WebhookWorker(context: clients.context, log: clients.environment.log)
            try await worker.forget()
            #expect(try await clients.deliveries(of: webhook).count == 1)
            time.advance(bySeconds: 2 * 86_400)
            try await worker.forget()
            #expect(try await clients.deliveries(of: webhook).isEmpty)
        }
    }
}
