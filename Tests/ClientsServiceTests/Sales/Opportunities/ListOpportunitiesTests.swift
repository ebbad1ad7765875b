// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListOpportunitiesTests {
    @Test func opportunitiesAreFoundByEachMemberOfTheFilter() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let bar = try await clients.create("Bar").id
            let owner = UserID.new(at: Clocks.start)
            let seat = try await clients.product("seat")
            try await clients.opportunity("Große Lizenz", with: acme, closing: "2026-05-01", owner: owner)
            try await clients.opportunity(
                "Seats", with: bar, kind: .upsell, stage: "proposal", lines: [.of(seat, 1, at: .of("1.00"))],
                closing: "2026-06-01")
            try await clients.close(clients.opportunity("Old", with: acme), .lost)
            try await clients.inOtherOrganisation.opportunity(
                "Theirs", with: clients.inOtherOrganisation.create("T").id)
            func names(_ filter: OpportunityFilter) async throws -> [String] {
                try await clients.opportunities(filter).items.map(\.name.text)
            }
            #expect(try await names(OpportunityFilter()) == ["Große Lizenz", "Seats", "Old"])
            #expect(try await names(OpportunityFilter(client: acme)) == ["Große Lizenz", "Old"])
            #expect(try await names(OpportunityFilter(owner: owner)) == ["Große Lizenz"])
            #expect(try await names(OpportunityFilter(stage: .stage("proposal"))) == ["Seats"])
            #expect(try await names(OpportunityFilter(kind: .upsell)) == ["Seats"])
            #expect(try await names(OpportunityFilter(isOpen: true)) == ["Große Lizenz", "Seats"])
            #expect(try await names(OpportunityFilter(isOpen: false)) == ["Old"])
            #expect(try await names(OpportunityFilter(outcome: .lost)) == ["Old"])
            #expect(try await names(OpportunityFilter(outcome: .won)).isEmpty)
            #expect(try await names(OpportunityFilter(product: seat)) == ["Seats"])
            #expect(try await names(OpportunityFilter(closingFrom: .day("2026-05-02"))) == ["Seats"])
            #expect(try await names(OpportunityFilter(closingTo: .day("2026-05-01"))) == ["Große Lizenz"])
            #expect(try await names(OpportunityFilter(text: Text(validating: "liz"))) == ["Große Lizenz"])
            #expect(try await names(OpportunityFilter(client: acme, isOpen: true)) == ["Große Lizenz"])
        }
    }

    @Test func pagesNeitherSkipNorRepeatWhileOthersMove() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            var last: Opportunity?
            for number in 0..<7 { last = try await clients.opportunity("\(number)", with: acme) }
            var seen: [String] = []
            var cursor: PageCursor?
            repeat {
                let page = try await clients.opportunities(OpportunityFilter(client: acme), limit: 3, cursor: cursor)
                seen += page.items.map(\.name.text)
                cursor = page.next
                if let moving = last {
                    last = try await clients.move(
                        moving, to: moving.stage.text == "proposal" ? "discovery" : "proposal")
                }
            } while cursor != nil
            #expect(seen == (0..<7).map(String.init))
        }
    }

    @Test func aCursorIsRefusedWithAnotherFilter() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            for name in ["A", "B"] { try await clients.opportunity(name, with: acme) }
            let cursor = try await clients.opportunities(OpportunityFilter(client: acme), limit: 1).next
            #expect(cursor != nil)
            await #expect(
                performing: { _ = try await clients.opportunities(OpportunityFilter(isOpen: true), cursor: cursor) },
                throws: refusesParams(at: "$.cursor"))
        }
    }

    @Test func onlyReadersOfSalesList() async throws {
        try await withClients { clients in
            let other = clients.as(.user(with: [.readClients, .writeSales]))
            await #expect(
                performing: { _ = try await other.opportunities() }, throws: isRemoteError(.permissionDenied))
        }
    }
}
