// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetHandoverTests {
    @Test func anUnknownHandoverOrOneOfAnotherOrganisationIsNotFound() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            #expect(try await clients.call(GetHandover(handover: won.handover.id)).handover == won.handover)
            await #expect(throws: HandoverNotFound()) {
                try await clients.inOtherOrganisation.call(GetHandover(handover: won.handover.id))
            }
            await #expect(throws: HandoverNotFound()) {
                try await clients.call(GetHandover(handover: .new(at: Clocks.start)))
            }
            let other = clients.as(.user(with: [.assignClients]))
            await #expect(
                performing: { _ = try await other.call(GetHandover(handover: won.handover.id)) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
