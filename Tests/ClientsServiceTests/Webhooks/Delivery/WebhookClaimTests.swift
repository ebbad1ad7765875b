// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// Runs that end in the middle of an attempt.
@Suite struct WebhookClaimTests {
    @Test func anAttemptThatIsCutOffIsMadeAgainWithTheSameID() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("One")
            let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
            let (never, end) = AsyncStream.makeStream(of: Void.self)
            defer { end.finish() }
            receiver.answer { _ in
                arrival.yield()
                for await _ in never {}
                return (200, nil)
            }
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    // It ends as it is cancelled.
                    do { try await clients.deliver() } catch {}
                }
                for await _ in arrivals { break }
                group.cancelAll()
            }
            #expect(try await clients.deliveries(of: webhook).isEmpty)
            receiver.answer { _ in (200, nil) }
            try await clients.deliver()
            #expect(receiver.deliveries.count == 1)
            time.advance(bySeconds: 61)
            try await clients.deliver()
            #expect(receiver.names == ["One", "One"])
            #expect(Set(receiver.deliveries.map(\.id)).count == 1)
            #expect(try await clients.deliveries(of: webhook).map(\.outcome) == [.delivered])
        }
    }

    @Test func whoChangesItInTheMiddleOfAnAttemptLetsNobodyElseBegin() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("One")
            let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
            let (ends, end) = AsyncStream.makeStream(of: Void.self)
            receiver.answer { _ in
                arrival.yield()
                for await _ in ends { break }
                return (200, nil)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await clients.deliver() }
                for await _ in arrivals { break }
                let version = try await clients.status(of: webhook).webhook.version
                _ = try await clients.call(
                    UpdateWebhook(
                        idempotencyKey: .fresh(), webhook: webhook.id, ifVersion: version,
                        description: Text(validating: "Warehouse")))
                try await clients.deliver()
                #expect(receiver.deliveries.count == 1)
                end.yield()
                try await group.waitForAll()
            }
            // What the former run was answered counts for nothing.
            let status = try await clients.status(of: webhook)
            #expect(status.position < status.head)
            #expect(try await clients.deliveries(of: webhook).isEmpty)
            receiver.answer { _ in (200, nil) }
            time.advance(bySeconds: 36)
            try await clients.deliver()
            #expect(receiver.names == ["One", "One"])
            #expect(Set(receiver.deliveries.map(\.id)).count == 1)
        }
    }

    @Test func oneOrganisationLeavesRoomForOthers() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            for number in 0..<30 { _ = try await clients.webhook(to: receiver, path: "/\(number)") }
            let other = clients.inOtherOrganisation
            _ = try await other.webhook(to: receiver)
            try await clients.create("One")
            try await other.create("Two")
            var found: [OrganisationID] = []
            while true {
                let claims = try await clients.context.database.rows(
                    WebhookProgressStore.claim(WebhookWorker.claimLimit, at: time.now), as: WebhookClaim.self)
                if claims.isEmpty { break }
                found += claims.map(\.organisation)
            }
            #expect(Set(found).count == 2)
            #expect((8...15).contains(found.count { $0 == .first }))
        }
    }
}
