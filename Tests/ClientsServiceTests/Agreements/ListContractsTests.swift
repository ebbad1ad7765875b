// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListContractsTests {
    @Test func eachPartOfTheFilterMustHold() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let year = try await clients.draft(with: acme)
            let open = try await clients.draft(with: acme, .of(from: "2026-01-01"))
            let later = try await clients.draft(with: bar, .of(from: "2026-01-01", to: "2027-06-30"))
            #expect(try await clients.contracts().items == [year, open, later])
            #expect(try await clients.contracts(of: acme.id).items == [year, open])
            #expect(try await clients.contracts(.draft).items == [year, open, later])
            #expect(try await clients.contracts(.active).items.isEmpty)
            #expect(try await clients.contracts(endsFrom: "2026-12-31").items == [year, later])
            #expect(try await clients.contracts(endsFrom: "2027-01-01").items == [later])
            #expect(try await clients.contracts(endsTo: "2026-12-31").items == [year])
            #expect(try await clients.contracts(of: bar.id, endsTo: "2026-12-31").items.isEmpty)
        }
    }

    @Test func anotherOrganisationsContractsAreAbsent() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            _ = try await clients.draft(with: acme)
            let other = clients.inOtherOrganisation
            #expect(try await other.contracts().items.isEmpty)
            #expect(try await other.contracts(of: acme.id).items.isEmpty)
        }
    }

    @Test func pagesNeitherSkipNorRepeat() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            var made: [ContractID] = []
            for _ in 1...7 { made.append(try await clients.draft(with: acme).id) }
            var seen: [ContractID] = []
            var cursor: PageCursor?
            repeat {
                let page = try await clients.contracts(of: acme.id, limit: 3, cursor: cursor)
                seen += page.items.map(\.id)
                cursor = page.next
            } while cursor != nil && seen.count < 50
            #expect(seen == made)
        }
    }

    @Test func aCursorIsRefusedWithAnotherFilter() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            for _ in 1...2 { _ = try await clients.draft(with: acme) }
            let cursor = try #require(try await clients.contracts(of: acme.id, limit: 1).next)
            await #expect(
                performing: { _ = try await clients.contracts(.draft, cursor: cursor) },
                throws: refusesParams(at: "$.cursor"))
        }
    }

    @Test func onlyReadersOfContractsList() async throws {
        try await withClients { clients in
            let other = clients.as(.user(with: [.readClients, .writeContracts]))
            await #expect(
                performing: { _ = try await other.contracts() }, throws: isRemoteError(.permissionDenied))
        }
    }
}
