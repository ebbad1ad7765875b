// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListPlansTests {
    @Test func eachPartOfTheFilterMustHold() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            _ = try await clients.approve(try await clients.plan("First", for: acme))
            _ = try await clients.plan("Second", for: bar)
            _ = try await clients.call(CreatePlan.of("Third", for: acme, from: "2027-01-01", to: "2027-01-01"))
            func found(_ filter: PlanFilter) async throws -> [String] {
                try await clients.call(ListPlans(filter: filter)).items.map(\.title.text)
            }
            #expect(try await found(PlanFilter()) == ["First", "Second", "Third"])
            #expect(try await found(PlanFilter(client: acme.id)) == ["First", "Third"])
            #expect(try await found(PlanFilter(state: .approved)) == ["First"])
            #expect(try await found(PlanFilter(on: "2027-01-01")) == ["Third"])
            #expect(try await found(PlanFilter(client: acme.id, state: .draft, on: "2026-12-31")).isEmpty)
            let page = try await clients.call(ListPlans(limit: PageLimit(unchecked: 2)))
            #expect(
                try await clients.call(ListPlans(cursor: page.next)).items.map(\.title.text) == ["Third"])
            #expect(try await clients.inOtherOrganisation.call(ListPlans()).items.isEmpty)
            let stranger = clients.as(.user(with: [.readPlans]))
            #expect(try await stranger.call(ListPlans()).items.isEmpty)
            await #expect(throws: PlanNotFound()) { try await stranger.call(GetPlan(plan: page.items[0].id)) }
            let other = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await other.call(ListPlans()) }, throws: isRemoteError(.permissionDenied))
        }
    }
}
