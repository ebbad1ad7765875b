// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import FoundationEssentials
import JSONRPC
import Postgres
import ServiceKit
import TestKit
import Testing

@testable import ClientsService

/// What is kept of webhooks, and who may read it.
@Suite struct WebhookSecretTests {
    @Test func aSecretThatCountsNoMoreIsForgotten() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver)
            _ = try await clients.call(RotateWebhookSecret(webhook: webhook.id))
            func formers() async throws -> Int {
                try await clients.database.withPool { pool in
                    try await pool.row("select cardinality(former_secrets) from clients.webhook", as: Int.self)
                }
            }
            let worker = WebhookWorker(context: clients.context, log: clients.environment.log)
            try await worker.forget()
            #expect(try await formers() == 1)
            time.advance(bySeconds: 86_401)
            try await worker.forget()
            #expect(try await formers() == 0)
        }
    }

    @Test func anotherKeyFileOpensNoSecret() async throws {
        let time = TestClock()
        try await withWebhooks(at: time) { clients, receiver in
            let (webhook, _) = try await clients.webhook(to: receiver, [.created])
            try await clients.create("One")
            var surroundings = TestSurroundings.receiving(receiver, at: time)
            surroundings.configuration = ServiceConfiguration(
                ["webhook-allowed-ranges": "127.0.0.0/8", "webhook-authority-file": receiver.authorityFile],
                secrets: ["webhook-key-file": [UInt8](repeating: 8, count: 32)])
            try await withService(ClientsServer.self, over: clients.database, in: surroundings) { other in
                try await other.deliver()
                #expect(other.context.webhooks.unopened.present(at: time.now) == [webhook.id])
                #expect(other.context.webhooks.unopened.present(at: time.now.adding(seconds: 61)).isEmpty)
            }
            #expect(receiver.deliveries.isEmpty)
            // It has given its claim back.
            try await clients.deliver()
            #expect(receiver.names == ["One"])
            #expect(try await clients.deliveries(of: webhook).map(\.outcome) == [.delivered])
        }
    }

    @Test func aReplicaWithoutAKeyFileLeavesDeliveriesToOthers() async throws {
        func works(_ clients: ClientsUnderTest) -> Bool {
            ClientsServer.backgroundWork(clients.context, clients.environment).contains {
                $0.name == "deliver webhooks"
            }
        }
        try await withClients { clients in #expect(!works(clients)) }
        try await withWebhooks { clients, _ in #expect(works(clients)) }
    }

    @Test func sealedSecretsBelongToTheirOwner() throws {
        let sealer = try SecretSealer([UInt8](repeating: 1, count: 32), for: "webhook secrets")
        let secret = WebhookSignature.newKey()
        let sealed = try sealer.seal(secret, of: "a")
        #expect(try sealer.open(sealed, of: "a") == secret)
        #expect(try sealer.seal(secret, of: "a") != sealed)
        #expect(throws: SecretSealer.CannotOpen.self) { try sealer.open(sealed, of: "b") }
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: SecretSealer.CannotOpen.self) { try sealer.open(changed, of: "a") }
        }
        let other = try SecretSealer([UInt8](repeating: 1, count: 32), for: "other secrets")
        #expect(throws: SecretSealer.CannotOpen.self) { try other.open(sealed, of: "a") }
        #expect(throws: SecretSealer.WrongLength.self) { try SecretSealer([1], for: "webhook secrets") }
    }

    /// The example of the specification's libraries (github.com/standard-webhooks, `test_sign_function`).
    @Test func signaturesAreThoseOfTheSpecification() throws {
        let key = try #require(Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let header = WebhookSignature.header(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8),
            keys: [Array(key)])
        #expect(header == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func secretsStandInNoFeedHistoryOrAnswer() async throws {
        try await withWebhooks { clients, receiver in
            let (webhook, secret) = try await clients.webhook(to: receiver)
            let key = secret.text.dropFirst("whsec_".count)
            let items = try await clients.feed().filter { $0.kind == .webhook }
            #expect(items.map(\.webhook?.version.rawValue) == [1, 2])
            let history = try await clients.history(
                HistoryFilter(record: HistoryRecord(kind: .webhook, id: RecordID(validating: webhook.id.text))))
            #expect(history.map(\.version.rawValue) == [2, 1])
            #expect(history.first?.changes.map(\.field.text) == ["secretIssuedAt"])
            for text in ["\(items)", "\(history)", "\(try await clients.call(ListWebhooks()))", "\(secret)"] {
                #expect(!text.contains(key))
            }
            let reader = clients.as(.user(with: [.readClients, .readAllClients]))
            await #expect(
                performing: {
                    _ = try await reader.history(
                        HistoryFilter(record: HistoryRecord(kind: .webhook, id: RecordID(validating: webhook.id.text))))
                }, throws: isRemoteError(.permissionDenied))
        }
    }
}
