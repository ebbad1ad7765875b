// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListWebhooksTests {
    @Test func theyAreThoseOfTheOrganisation() async throws {
        try await withWebhooks { clients, receiver in
            let first = try await clients.webhook(to: receiver, path: "/first").0
            let second = try await clients.webhook(to: receiver, path: "/second").0
            let listed = try await clients.colleague.call(ListWebhooks()).webhooks
            #expect(Set(listed.map(\.webhook.id)) == [first.id, second.id])
            #expect(listed.allSatisfy { $0.hasSecret && $0.held.rawValue == 0 && $0.position < $0.head })
            #expect(try await clients.inOtherOrganisation.call(ListWebhooks()).webhooks.isEmpty)
        }
    }

    @Test func whoDoesNotManageThemIsRefused() async throws {
        try await withWebhooks { clients, _ in
            let reader = clients.as(.user(with: [.readClients, .configureClients]))
            await #expect(
                performing: { _ = try await reader.call(ListWebhooks()) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
