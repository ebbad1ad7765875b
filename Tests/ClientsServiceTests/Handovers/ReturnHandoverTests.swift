// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ReturnHandoverTests {
    @Test func theIncomingManagerReturnsWithWhatIsMissing() async throws {
        try await withClients(on: "2026-01-20") { clients, time in
            let won = try await clients.won()
            let command = try ReturnHandover.of(won.handover, "Who is the sponsor?", "Discount until when?")
            let returned = try await clients.seen(by: .bob).call(command).handover
            #expect(returned.state == .returned)
            #expect(returned.version == Version(unchecked: 2))
            let missing = try ["Who is the sponsor?", "Discount until when?"].map { try Text<1, 1000>(validating: $0) }
            #expect(returned.returns == [HandoverReturn(missing: missing, returnedAt: time.now)])
            #expect(try await clients.seen(by: .bob).call(command).handover == returned)
            #expect(try await clients.feed().last?.handover == returned)
            #expect(try await clients.team(of: won.client).map(\.label) == ["1 2026-01-15... 100 primary"])
            // Once returned it waits for the outgoing manager.
            await #expect(throws: HandoverStateRefused(state: .returned)) {
                try await clients.seen(by: .bob).call(ReturnHandover.of(returned, "More"))
            }
        }
    }

    @Test func nobodyElseReturnsIt() async throws {
        try await withClients(on: "2026-01-20") { clients, _ in
            let won = try await clients.won()
            await #expect(throws: HandoverNotYours(incoming: .bob)) {
                try await clients.seen(by: .ann).call(ReturnHandover.of(won.handover, "x"))
            }
            // Who may hand portfolios over answers in his place.
            _ = try await clients.call(ReturnHandover.of(won.handover, "x"))
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 2))) {
                try await clients.call(ReturnHandover.of(won.handover, "x"))
            }
            await #expect(throws: HandoverNotFound()) {
                try await clients.inOtherOrganisation.call(ReturnHandover.of(won.handover, "x"))
            }
            let reader = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await reader.call(ReturnHandover.of(won.handover, "x")) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
