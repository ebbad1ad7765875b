// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CloseRiskTests {
    @Test func aClosedRiskSaysWhatBecameOfIt() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let risk = try await clients.flag("Leaving", about: acme)
            time.advance(hours: 48)
            let closed = try await clients.close(risk, as: .averted)
            #expect(closed.state == .averted)
            #expect(closed.closedAt == time.now)
            #expect(closed.closingNote?.text == "We met")
            #expect(closed.savePlan == risk.savePlan)
            #expect(try await clients.feed().compactMap(\.risk) == [risk, closed])
            await #expect(throws: RiskClosed()) { try await clients.close(closed, as: .materialised) }
        }
    }

    @Test func whatIsOpenUnknownOrOldIsRefused() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let first = try await clients.flag("Leaving", about: acme)
            let second = try await clients.call(FlagRisk.of("Staying", about: acme, replacing: first)).risk
            await #expect(
                performing: { _ = try await clients.close(second, as: .open) }, throws: refusesParams(at: "$.outcome"))
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.close(first, as: .averted)
            }
            await #expect(throws: RiskNotFound()) {
                try await clients.inOtherOrganisation.close(second, as: .averted)
            }
            let reader = clients.as(.user(with: [.readConcerns]))
            await #expect(
                performing: { _ = try await reader.close(second, as: .averted) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
