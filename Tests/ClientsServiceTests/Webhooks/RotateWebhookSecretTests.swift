// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@Suite struct RotateWebhookSecretTests {
    @Test func twoSecretsSignForADay() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, former) = try await clients.webhook(to: receiver, [.created])
            let present = try await clients.call(RotateWebhookSecret(webhook: webhook.id)).secret
            #expect(present != former)
            try await clients.create("One")
            try await clients.deliver()
            #expect(receiver.deliveries.last?.signatures.count == 2)
            #expect(receiver.deliveries.last?.isSigned(with: former) == true)
            #expect(receiver.deliveries.last?.isSigned(with: present) == true)
            time.advance(bySeconds: 86_401)
            try await clients.create("Two")
            try await clients.deliver()
            #expect(receiver.deliveries.last?.isSigned(with: former) == false)
            #expect(receiver.deliveries.last?.isSigned(with: present) == true)
            let stored = try await clients.database.withPool { pool in
                try await pool.row("select secret from clients.webhook", as: [UInt8].self)
            }
            let key = Array(present.text.utf8)
            #expect(!stored.contains(key.dropFirst(6).prefix(12)))
        }
    }

    @Test func everySecretThatWasReplacedLatelySigns() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, first) = try await clients.webhook(to: receiver, [.created])
            func rotate() async throws -> WebhookSecret {
                try await clients.call(RotateWebhookSecret(webhook: webhook.id)).secret
            }
            func signed(_ name: String, with secrets: [WebhookSecret]) async throws -> String {
                try await clients.create(name)
                try await clients.deliver()
                let delivery = try #require(receiver.deliveries.last)
                let marks = secrets.map { delivery.isSigned(with: $0) ? "x" : "-" }.joined()
                return "\(delivery.signatures.count) \(marks)"
            }
            // As after an answer that was lost.
            var secrets = [first, try await rotate(), try await rotate()]
            #expect(try await signed("One", with: secrets) == "3 xxx")
            time.advance(bySeconds: 43_200)
            secrets.append(try await rotate())
            #expect(try await signed("Two", with: secrets) == "4 xxxx")
            time.advance(bySeconds: 43_201)
            #expect(try await signed("Three", with: secrets) == "2 --xx")
            time.advance(bySeconds: 43_201)
            #expect(try await signed("Four", with: secrets) == "1 ---x")
            for _ in 0..<7 { secrets.append(try await rotate()) }
            #expect(try await signed("Five", with: secrets) == "6 -----xxxxxx")
        }
    }

    @Test func onlyItsCreatorMay() async throws {
        try await withWebhooks { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver)
            func call(_ clients: ClientsUnderTest) async throws {
                _ = try await clients.call(
                    RotateWebhookSecret(webhook: webhook.id))
            }
            await #expect(throws: WebhookOfAnother()) { try await call(clients.colleague) }
            await #expect(throws: WebhookNotFound()) { try await call(clients.inOtherOrganisation) }
            try await call(clients)
        }
    }

    @Test func withoutAKeyFileThereIsNone() async throws {
        try await withClients { clients in
            let manager = clients.as(.user(with: [.manageWebhooks]))
            await #expect(throws: WebhooksNotConfigured()) {
                _ = try await manager.call(RotateWebhookSecret(webhook: .new(at: Clocks.start)))
            }
        }
    }
}
