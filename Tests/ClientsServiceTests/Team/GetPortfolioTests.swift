// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetPortfolioTests {
    @Test func aPortfolioHasTheClientsOfTheDayWithRoleAndShare() async throws {
        try await withClients { clients in
            let first = try await clients.create("First", lifecycle: .customer)
            let second = try await clients.create("Second")
            try await clients.assign(.ann, to: first, isPrimary: true, from: "2026-01-01")
            try await clients.assign(.ann, to: second, .specialist, share: 25, from: "2026-02-01", to: "2026-02-28")
            try await clients.assign(.bob, to: second, from: "2026-02-01")
            let february = try await clients.portfolio(of: .ann, asOf: "2026-02-28")
            #expect(february.map(\.name.text) == ["First", "Second"])
            #expect(february.map(\.lifecycle) == [.customer, .prospect])
            #expect(february.map(\.assignment.role) == [.accountManager, .specialist])
            #expect(february.map(\.assignment.share.rawValue) == [100, 25])
            #expect(try await clients.portfolio(of: .ann, asOf: "2026-03-01").map(\.name.text) == ["First"])
            #expect(try await clients.portfolio(of: .ann, asOf: "2025-12-31").isEmpty)
        }
    }

    @Test func tiersAndLifecyclesAreThoseOfTheDay() async throws {
        try await withClients(on: "2026-01-15") { clients, time in
            let acme = try await clients.create("Acme")
            try await clients.assign(.ann, to: acme, from: "2026-01-01")
            for (day, tier) in [("2026-02-01", "C"), ("2026-03-01", "A")] as [(CalendarDate, String)] {
                try time.set(to: day)
                let present = try await clients.call(GetClient(client: acme.id)).client
                _ = try await clients.call(
                    UpdateClient(
                        idempotencyKey: .fresh(), client: acme.id, ifVersion: present.version,
                        lifecycle: .customer, tier: Text(validating: tier)))
            }
            func item(_ day: CalendarDate) async throws -> PortfolioItem? {
                try await clients.portfolio(of: .ann, asOf: day).first
            }
            #expect(try await item("2026-01-31")?.tier == nil)
            #expect(try await item("2026-01-31")?.lifecycle == .prospect)
            for (day, tier) in [("2026-02-01", "C"), ("2026-02-28", "C"), ("2026-03-01", "A"), ("2027-01-01", "A")] {
                let found = try await item(CalendarDate(validating: day))
                #expect(found?.tier?.text == tier && found?.lifecycle == .customer, "\(day)")
                let client = try await clients.call(
                    GetClient(client: acme.id, asOf: CalendarDate(validating: day))
                ).client
                #expect(client.tier?.text == tier, "\(day)")
            }
            #expect(try await item("2026-01-02")?.name.text == "Acme")
        }
    }

    @Test func pagesGoOnByTheCursor() async throws {
        try await withClients { clients in
            for number in 1...5 {
                let client = try await clients.create("Client \(number)")
                try await clients.assign(.ann, to: client, from: "2026-01-01")
            }
            var names: [String] = []
            var cursor: PageCursor?
            repeat {
                let page = try await clients.call(
                    GetPortfolio(
                        user: .ann, asOf: "2026-01-01", limit: PageLimit(unchecked: 2), cursor: cursor))
                names += page.items.map(\.name.text)
                cursor = page.next
            } while cursor != nil
            #expect(names == (1...5).map { "Client \($0)" })
        }
    }
}
