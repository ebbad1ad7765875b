// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListSeveritiesTests {
    @Test func anOrganisationBeginsWithSensibleOnesAndSeesItsOwn() async throws {
        try await withClients { clients in
            let initial = try await clients.call(ListSeverities()).severities
            #expect(initial.version == Version(unchecked: 1))
            #expect(initial.severities.map(\.code.text) == ["critical", "high", "normal", "low"])
            #expect(initial.severities.map(\.acknowledgeWithin.rawValue) == [60, 240, 1440, 4320])
            _ = try await clients.call(
                DefineSeverities(
                    idempotencyKey: .fresh(), ifVersion: initial.version,
                    severities: List(validating: [initial.severities[0]])))
            #expect(try await clients.call(ListSeverities()).severities.severities.count == 1)
            #expect(try await clients.inOtherOrganisation.call(ListSeverities()).severities == initial)
        }
    }

    @Test func onlyReadersOfConcernsList() async throws {
        try await withClients { clients in
            let other = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await other.call(ListSeverities()) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
