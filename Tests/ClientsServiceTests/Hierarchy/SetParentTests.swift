// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct SetParentTests {
    @Test func aParentIsDatedAndOtherDaysStay() async throws {
        try await withClients { clients in
            let (group, other, branch) = try await three(clients)
            try await clients.setParent(of: branch, to: group, from: "2026-01-01")
            let changed = try await clients.setParent(of: branch, to: other, from: "2026-06-01", until: "2026-06-30")
            #expect(
                changed.spells == [
                    ParentSpell(parent: group.id, from: "2026-01-01", to: "2026-05-31"),
                    ParentSpell(parent: other.id, from: "2026-06-01", to: "2026-06-30"),
                    ParentSpell(parent: group.id, from: "2026-07-01"),
                ])
            #expect(changed.version == Version(unchecked: 2))
            #expect(try await clients.feed().last?.parentage == changed)
            #expect(
                try await clients.setParent(of: branch, to: other, from: "2026-06-01", until: "2026-06-30") == changed)
            for (day, parent) in [
                ("2025-12-31", nil), ("2026-05-31", group), ("2026-06-15", other), ("2027-01-01", group),
            ] as [(CalendarDate, Client?)] {
                let found = try await clients.call(GetHierarchy(client: branch.id, asOf: day))
                #expect(found.above.map(\.client) == [parent?.id].compactMap { $0 }, "\(day)")
                #expect(found.client.parent == parent?.id, "\(day)")
            }
        }
    }

    @Test func aCycleIsRefusedOnTheDaysOnWhichItWouldBe() async throws {
        try await withClients { clients in
            let (first, second, third) = try await three(clients)
            try await clients.setParent(of: first, to: second, from: "2026-01-01", until: "2026-06-30")
            try await clients.setParent(of: second, to: third, from: "2026-01-01")
            await #expect(throws: ParentCycle(on: "2026-03-01")) {
                try await clients.setParent(of: third, to: first, from: "2026-03-01")
            }
            try await clients.setParent(of: third, to: first, from: "2026-07-01")
            await #expect(
                performing: { try await clients.setParent(of: first, to: first, from: "2026-01-01") },
                throws: refusesParams(at: "$.parent"))
        }
    }

    @Test func anOldVersionConflictsAndLeavesNothing() async throws {
        try await withClients { clients in
            let (first, second, third) = try await three(clients)
            try await clients.setParent(of: first, to: second, from: "2026-01-01")
            let present = try await clients.setParent(of: first, to: third, from: "2026-01-01")
            await #expect(throws: VersionConflict(currentVersion: present.version)) {
                try await clients.call(
                    SetParent(
                        idempotencyKey: .fresh(), client: first.id, ifVersion: Version(unchecked: 1),
                        from: "2026-01-01"))
            }
            #expect(try await clients.call(GetHierarchy(client: first.id)).parentage == present)
        }
    }

    @Test func hiddenClientsAndThoseOfOtherOrganisationsAreNotFound() async throws {
        try await withClients { clients in
            let (first, second, _) = try await three(clients)
            try await clients.grant(first, to: AccessHolder(user: .ann))
            let theirs = try await clients.inOtherOrganisation.create("Theirs")
            for (child, parent) in [(first, second), (second, first)] {
                await #expect(throws: ClientNotFound()) {
                    try await clients.seen(by: .ann).setParent(of: child, to: parent, from: "2026-01-01")
                }
            }
            await #expect(throws: ClientNotFound()) {
                try await clients.setParent(of: first, to: theirs, from: "2026-01-01")
            }
            #expect(try await clients.call(GetHierarchy(client: first.id)).parentage == nil)
        }
    }

    @Test func aClientHasTwoHundredSpellsAtMost() async throws {
        try await withClients { clients in
            let (first, second, _) = try await three(clients)
            let start: CalendarDate = "2026-01-01"
            for number in 0..<200 {
                let day = start.adding(days: 2 * number)
                try await clients.setParent(of: first, to: second, from: day, until: day)
            }
            await #expect(throws: TooManyParents(limit: Count(200))) {
                try await clients.setParent(of: first, to: second, from: start.adding(days: 400))
            }
        }
    }

    @Test func onlyWritersSet() async throws {
        try await withClients { clients in
            let (first, second, _) = try await three(clients)
            let reader = clients.as(.user(with: [.readAllClients, .readClients]))
            await #expect(
                performing: { try await reader.setParent(of: first, to: second, from: "2026-01-01") },
                throws: isRemoteError(.permissionDenied))
        }
    }

    private func three(_ clients: ClientsUnderTest) async throws -> (Client, Client, Client) {
        (try await clients.create("First"), try await clients.create("Second"), try await clients.create("Third"))
    }
}

extension ClientsUnderTest {
    @discardableResult
    func setParent(
        of client: Client, to parent: Client?, from: CalendarDate, until last: CalendarDate? = nil
    ) async throws -> Parentage {
        try await call(
            SetParent(idempotencyKey: .fresh(), client: client.id, parent: parent?.id, from: from, to: last)
        ).parentage
    }
}
