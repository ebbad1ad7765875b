// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListNeedsTests {
    @Test func eachPartOfTheFilterMustHold() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let first = try await clients.need("First", of: acme)
            try await clients.need("Second", of: bar, kind: .goal)
            try await clients.need("Third", of: acme, kind: .requirement)
            _ = try await clients.call(RecordNeed.of("First", of: acme, replacing: first, state: .dropped))
            func found(_ filter: NeedFilter) async throws -> [String] {
                try await clients.call(ListNeeds(filter: filter)).items.map(\.statement.text)
            }
            #expect(try await found(NeedFilter()) == ["First", "Second", "Third"])
            #expect(try await found(NeedFilter(client: acme.id)) == ["First", "Third"])
            #expect(try await found(NeedFilter(kind: .goal)) == ["Second"])
            #expect(try await found(NeedFilter(client: acme.id, state: .open)) == ["Third"])
            let page = try await clients.call(ListNeeds(limit: PageLimit(unchecked: 2)))
            #expect(
                try await clients.call(ListNeeds(cursor: page.next)).items.map(\.statement.text) == ["Third"])
            #expect(try await clients.inOtherOrganisation.call(ListNeeds()).items.isEmpty)
            #expect(try await clients.as(.user(with: [.readPlans])).call(ListNeeds()).items.isEmpty)
            let other = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await other.call(ListNeeds()) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
