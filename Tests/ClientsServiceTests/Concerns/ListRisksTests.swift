// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListRisksTests {
    @Test func eachPartOfTheFilterMustHold() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let first = try await clients.flag("First", about: acme)
            try await clients.flag("Second", about: bar, level: .low)
            try await clients.flag("Third", about: acme, owner: .bob)
            _ = try await clients.close(first, as: .dismissed)
            func found(_ filter: RiskFilter) async throws -> [String] {
                try await clients.call(ListRisks(filter: filter)).items.map(\.summary.text)
            }
            #expect(try await found(RiskFilter()) == ["First", "Second", "Third"])
            #expect(try await found(RiskFilter(client: acme.id)) == ["First", "Third"])
            #expect(try await found(RiskFilter(owner: .bob)) == ["Third"])
            #expect(try await found(RiskFilter(level: .low)) == ["Second"])
            #expect(try await found(RiskFilter(state: .open)) == ["Second", "Third"])
            #expect(try await found(RiskFilter(client: acme.id, state: .dismissed)) == ["First"])
        }
    }

    @Test func pagesGoOnByTheCursor() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            for number in 1...5 { try await clients.flag("\(number)", about: acme) }
            var seen: [String] = []
            var cursor: PageCursor?
            repeat {
                let page = try await clients.call(ListRisks(limit: PageLimit(unchecked: 2), cursor: cursor))
                seen += page.items.map(\.summary.text)
                cursor = page.next
            } while cursor != nil
            #expect(seen == ["1", "2", "3", "4", "5"])
        }
    }

    @Test func anotherOrganisationsRisksAreAbsent() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            try await clients.flag("Leaving", about: acme)
            #expect(try await clients.inOtherOrganisation.call(ListRisks()).items.isEmpty)
            let other = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await other.call(ListRisks()) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
