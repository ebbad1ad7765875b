// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct CreateContractTests {
    @Test func aContractBeginsAsADraftOfItsLinesAndTerms() async throws {
        let time = TestClock()
        var surroundings = TestSurroundings()
        surroundings.clock = time.clock
        try await withClients(in: surroundings) { clients in
            let acme = try await clients.create("Acme")
            let lines = try [
                ContractLine.of("Licence", 12_34, times: "12.5", product: "LIC-1", from: "2026-02-01"),
                .of("Set-up", 900_00, .once, to: "2026-01-31"), .of("ส่วนลด", -100_00, .yearly),
            ]
            let contract = try await clients.draft(with: acme, reference: "C-2026/7", .yearly, lines)
            let expected = Contract(
                id: contract.id, client: acme.id, version: Version(unchecked: 1), state: .draft,
                reference: try Text(validating: "C-2026/7"), currency: .example, terms: try .yearly, lines: lines,
                recurringValue: .eur(1851_00 - 100_00), createdAt: time.now, updatedAt: time.now)
            #expect(contract == expected)
            let found = try await clients.call(GetContract(contract: contract.id))
            #expect(found == GetContract.Response(contract: expected, changes: []))
            #expect(try await clients.feed().last?.contract == expected)
        }
    }

    @Test func whatDoesNotFitTogetherIsRefused() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let dollar = try CurrencyCode(validating: "USD")
            let line = try ContractLine.of("Support", 100_00)
            let refused: [(ContractTerms, [ContractLine], String)] = try [
                (.of(from: "2026-01-02", to: "2026-01-01"), [line], "$.terms.endsOn"),
                (.of(from: "2026-01-02", to: "9999-12-31"), [line], "$.terms.endsOn"),
                (.of(from: "2026-01-02", renewal: 12), [line], "$.terms.renewalMonths"),
                (.of(from: "2026-01-02", escalator: "3"), [line], "$.terms.escalator"),
                (.of(from: "2026-01-02"), [line, .of("a", 1, currency: dollar)], "$.lines[1].price.currency"),
                (.of(from: "2026-01-02"), [.of("a", 1, from: "2026-01-01")], "$.lines[0].from"),
                (.of(from: "2026-01-02"), [.of("a", 1, to: "2026-01-01")], "$.lines[0].to"),
                (.of(from: "2026-01-02"), [.of("a", -1)], "$.lines"),
                (.of(from: "2026-01-02"), [.of("a", .max)], "$.lines"),
            ]
            for (terms, lines, path) in refused {
                await #expect(
                    performing: { _ = try await clients.draft(with: Client.of(acme), terms, lines) },
                    throws: refusesParams(at: path))
            }
            #expect(try await clients.contracts().items.isEmpty)
        }
    }

    @Test func aClientOfAnotherOrganisationIsNotFoundAndLeavesNothing() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.call(CreateContract.of(acme))
            }
            #expect(try await clients.contracts().items.isEmpty)
        }
    }

    @Test func aRepeatedKeyAnswersTheFirstOutcome() async throws {
        try await withClients { clients in
            let command = try CreateContract.of(await clients.create("Acme").id)
            let first = try await clients.call(command)
            #expect(try await clients.call(command) == first)
            #expect(try await clients.contracts().items.count == 1)
        }
    }

    @Test func onlyWritersOfContractsDraft() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme").id
            let other = clients.as(.user(with: [.readClients, .writeClients, .readContracts, .signContracts]))
            await #expect(
                performing: { _ = try await other.call(CreateContract.of(acme)) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}

extension Client {
    /// One of which a test needs no more than the id.
    static func of(_ id: ClientID) throws -> Client {
        Client(
            id: id, version: Version(unchecked: 1), kind: .company, name: try Text(validating: "-"),
            lifecycle: .prospect, lifecycleSince: Clocks.start, externalIds: [], createdAt: Clocks.start,
            updatedAt: Clocks.start)
    }
}
