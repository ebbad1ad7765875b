// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct UpdateOpportunityTests {
    @Test func onlyWhatIsGivenChanges() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let owner = UserID.new(at: Clocks.start)
            let first = try await clients.opportunity(
                "Seats", with: acme, amount: .of("10.00"), probability: 30, closing: "2026-05-01", owner: owner)
            let second = try await clients.update(first) { key in
                try UpdateOpportunity(
                    idempotencyKey: key, opportunity: first.id, ifVersion: first.version, kind: .upsell,
                    name: Text(validating: "More seats"), amount: .of("20.00"),
                    competitor: Text(validating: "Other Ltd"), clear: List(validating: [.probability, .owner]))
            }
            #expect(second.version == Version(unchecked: 2))
            #expect(second.kind == .upsell)
            #expect(second.name.text == "More seats")
            #expect(second.amount == (try .of("20.00")))
            #expect(second.competitor?.text == "Other Ltd")
            #expect(second.probability == nil)
            #expect(second.owner == nil)
            #expect(second.expectedCloseOn == first.expectedCloseOn)
            #expect(try await clients.call(GetOpportunity(opportunity: first.id)).opportunity == second)
            #expect(try await clients.feed().compactMap(\.opportunity) == [first, second])
        }
    }

    @Test func anUpdateThatChangesNothingWritesNothing() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let first = try await clients.opportunity("Seats", with: acme)
            let same = try await clients.update(first) { key in
                UpdateOpportunity(
                    idempotencyKey: key, opportunity: first.id, ifVersion: first.version, name: first.name,
                    amount: first.amount)
            }
            #expect(same == first)
            #expect(try await clients.feed().compactMap(\.opportunity) == [first])
        }
    }

    @Test func linesAndAmountGoTogether() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let seat = try await clients.product("seat")
            func update(
                _ present: Opportunity, amount: Money? = nil, lines: [NewOpportunityLine]? = nil
            ) async throws -> Opportunity {
                try await clients.update(present) { key in
                    UpdateOpportunity(
                        idempotencyKey: key, opportunity: present.id, ifVersion: present.version, amount: amount,
                        lines: try lines.map { try List(validating: $0) })
                }
            }
            let bare = try await clients.opportunity("Seats", with: acme)
            let lined = try await update(bare, lines: [.of(seat, 2, at: .of("5.00", "USD"))])
            #expect(lined.amount == (try .of("10.00", "USD")))
            for (amount, lines) in try [
                (Money.of("1.00"), nil), (.of("1.00"), [.of(seat, 1, at: .of("1.00"))]), (nil, []), (.of("-1.00"), []),
            ] as [(Money?, [NewOpportunityLine]?)] {
                await #expect(
                    performing: { _ = try await update(lined, amount: amount, lines: lines) },
                    throws: refusesParams(at: "$.amount"))
            }
            let again = try await update(lined, amount: .of("7.00"), lines: [])
            #expect(again.amount == (try .of("7.00")))
            #expect(again.lines.isEmpty)
        }
    }

    @Test func theCurrencyStaysThatOfItsConcessions() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let asked = try await clients.request(
                for: clients.opportunity("Seats", with: acme), amount: .of("5.00")
            ).opportunity
            await #expect(
                performing: {
                    _ = try await clients.update(asked) { key in
                        try UpdateOpportunity(
                            idempotencyKey: key, opportunity: asked.id, ifVersion: asked.version,
                            amount: .of("5.00", "USD"))
                    }
                }, throws: refusesParams(at: "$.amount"))
        }
    }

    @Test func aFieldIsNotBothGivenAndCleared() async throws {
        try await withClients { clients in
            let first = try await clients.opportunity("Seats", with: clients.create("Acme").id)
            await #expect(
                performing: {
                    _ = try await clients.update(first) { key in
                        try UpdateOpportunity(
                            idempotencyKey: key, opportunity: first.id, ifVersion: first.version,
                            nextStep: Text(validating: "Call"), clear: List(validating: [.source, .nextStep]))
                    }
                }, throws: refusesParams(at: "$.clear[1]"))
        }
    }

    @Test func whatIsNotThereOrClosedOrNewerIsRefused() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let ada = try await clients.contact("Ada", at: [clients.create("Bar").id]).id
            let first = try await clients.opportunity("Seats", with: acme)
            func rename(
                _ present: Opportunity, _ clients: ClientsUnderTest, contact: ContactID? = nil,
                lines: [NewOpportunityLine]? = nil
            ) async throws -> Opportunity {
                try await clients.update(present) { key in
                    try UpdateOpportunity(
                        idempotencyKey: key, opportunity: present.id, ifVersion: present.version,
                        name: Text(validating: "New"), lines: lines.map { try List(validating: $0) },
                        contact: contact)
                }
            }
            await #expect(throws: OpportunityNotFound()) { try await rename(first, clients.inOtherOrganisation) }
            await #expect(throws: ContactNotAtClient(contact: ada)) { try await rename(first, clients, contact: ada) }
            let nothing = ProductID.new(at: Clocks.start)
            await #expect(throws: ProductNotFound(product: nothing)) {
                try await rename(first, clients, lines: [.of(nothing, 1, at: .of("1.00"))])
            }
            let moved = try await clients.move(first, to: "proposal")
            await #expect(throws: VersionConflict(currentVersion: moved.version)) { try await rename(first, clients) }
            let closed = try await clients.close(moved, .lost)
            await #expect(throws: OpportunityClosed(outcome: .lost)) { try await rename(closed, clients) }
        }
    }

    @Test func ofFiftyWritersNoneIsLost() async throws {
        var surroundings = TestSurroundings()
        surroundings.poolSize = 8
        try await withClients(in: surroundings) { clients in
            let first = try await clients.opportunity("0", with: clients.create("Acme").id)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 1...50 {
                    group.addTask { try await clients.rename(first.id, to: "\(writer)") }
                }
                try await group.waitForAll()
            }
            let versions = try await clients.feed().compactMap(\.opportunity)
            #expect(versions.map(\.version.rawValue) == Array(1...51))
            #expect(Set(versions.map(\.name.text)) == Set((0...50).map(String.init)))
        }
    }

    @Test func onlyWritersOfSalesUpdate() async throws {
        try await withClients { clients in
            let first = try await clients.opportunity("Seats", with: clients.create("Acme").id)
            let reader = clients.as(.user(with: [.readSales, .writeClients]))
            await #expect(
                performing: {
                    _ = try await reader.update(first) { key in
                        UpdateOpportunity(idempotencyKey: key, opportunity: first.id, ifVersion: first.version)
                    }
                }, throws: isRemoteError(.permissionDenied))
        }
    }
}

extension ClientsUnderTest {
    fileprivate func update(
        _ present: Opportunity, _ command: (IdempotencyKey) throws -> UpdateOpportunity
    ) async throws -> Opportunity {
        try await call(command(.fresh())).opportunity
    }

    /// Reads and writes again until nobody else was faster.
    fileprivate func rename(_ opportunity: OpportunityID, to name: String) async throws {
        while true {
            let present = try await call(GetOpportunity(opportunity: opportunity)).opportunity
            do {
                _ = try await call(
                    UpdateOpportunity(
                        idempotencyKey: .fresh(), opportunity: opportunity, ifVersion: present.version,
                        name: Text(validating: name)))
                return
            } catch is VersionConflict {
                continue
            }
        }
    }
}
