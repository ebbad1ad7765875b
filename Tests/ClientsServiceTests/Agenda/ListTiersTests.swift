// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListTiersTests {
    @Test func anOrganisationBeginsWithSensibleOnes() async throws {
        try await withClients { clients in
            let initial = try await clients.call(ListTiers()).tiers
            #expect(initial.version == Version(unchecked: 1))
            #expect(initial.tiers.map(\.name.text) == ["A", "B", "C"])
            #expect(initial.tiers.map(\.cadence.rawValue) == [14, 30, 90])
            #expect(initial.otherwise == nil)
            let other = clients.as(.user(with: [.readWork]))
            await #expect(
                performing: { _ = try await other.call(ListTiers()) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
