// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CreateWebhookTests {
    private static let privateHosts = [
        "127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "172.31.0.1", "192.168.1.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "[::1]", "[fe80::1]", "[fd00::1]", "[::ffff:a00:1]", "[64:ff9b::a00:1]", "[2002:a00:1::]",
        "2130706433", "localhost",
    ]

    @Test func privateAddressesAreRefused() async throws {
        let time = TestClock()
        try await WebhookReceiver.with { receiver in
            var surroundings = TestSurroundings.receiving(receiver, at: time, allowed: "203.0.113.7")
            surroundings.clock = time.clock
            try await withClients(in: surroundings) { clients in
                let manager = clients.as(.user(with: [.manageWebhooks]))
                let allowed = try await manager.call(
                    CreateWebhook(
                        idempotencyKey: .fresh(), address: WebhookAddress(validating: "https://203.0.113.7/"))
                ).webhook
                for host in Self.privateHosts {
                    let address = try WebhookAddress(validating: "https://\(host)/")
                    await #expect(throws: WebhookAddressRefused(cause: .notPublic), "\(host)") {
                        _ = try await manager.call(CreateWebhook(idempotencyKey: .fresh(), address: address))
                    }
                    await #expect(throws: WebhookAddressRefused(cause: .notPublic), "\(host)") {
                        _ = try await manager.call(
                            UpdateWebhook(
                                idempotencyKey: .fresh(), webhook: allowed.id, ifVersion: allowed.version,
                                address: address))
                    }
                }
            }
        }
    }

    @Test(arguments: [
        "http://example.com/", "https://user@example.com/", "https://EXAMPLE.com/", "https://example.com:0/",
        "https://example.com:70000/", "https:///path", "https://exa mple.com/", "https://example.com/#part",
        "https://[::1/", "https://a_b.example/",
    ])
    func otherAddressesAreNone(_ text: String) {
        #expect(throws: ContractViolation.self) { try WebhookAddress(validating: text) }
    }

    @Test func aNameWithoutAnAddressIsRefused() async throws {
        try await withWebhooks { clients, _ in
            await #expect(throws: WebhookAddressRefused(cause: .unresolved)) {
                _ = try await clients.call(
                    CreateWebhook(
                        idempotencyKey: .fresh(), address: WebhookAddress(validating: "https://nowhere.invalid/")))
            }
        }
    }

    @Test func withoutAKeyFileThereAreNone() async throws {
        try await withClients { clients in
            let manager = clients.as(.user(with: [.manageWebhooks]))
            await #expect(throws: WebhooksNotConfigured()) {
                _ = try await manager.call(
                    CreateWebhook(
                        idempotencyKey: .fresh(), address: WebhookAddress(validating: "https://example.com/")))
            }
        }
    }

    @Test func anOrganisationHasSoManyAtMost() async throws {
        try await withWebhooks { clients, receiver in
            func create() async throws {
                _ = try await clients.call(CreateWebhook(idempotencyKey: .fresh(), address: receiver.address()))
            }
            for _ in 0..<50 { try await create() }
            await #expect(throws: TooManyWebhooks(limit: Count(50))) { try await create() }
        }
    }

    @Test func eventsAfterAPositionAreSent() async throws {
        try await withWebhooks { clients, receiver in
            try await clients.create("One")
            let (webhook, _) = try await clients.webhook(to: receiver, [.created], after: .start)
            try await clients.deliver()
            #expect(receiver.names == ["One"])
            let beyond = FeedPosition(unchecked: try await clients.status(of: webhook).head.rawValue + 1)
            await #expect(
                performing: { _ = try await clients.webhook(to: receiver, after: beyond) },
                throws: refusesParams(at: "$.after"))
        }
    }

    @Test func aRepeatedCallMakesOne() async throws {
        try await withWebhooks { clients, receiver in
            let call = CreateWebhook(idempotencyKey: try .fresh(), address: try receiver.address())
            let webhook = try await clients.call(call).webhook
            #expect(try await clients.call(call).webhook == webhook)
            #expect(try await clients.call(ListWebhooks()).webhooks.map(\.webhook) == [webhook])
        }
    }
}
