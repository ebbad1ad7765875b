// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct UpdateContractTests {
    @Test func aDraftIsReplacedInWhole() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            let first = try await clients.draft(with: acme, reference: "C-1")
            let terms = try ContractTerms.of(from: "2026-03-01")
            let second = try await clients.call(UpdateContract.of(first, terms, [.of("Care", 10_00, .quarterly)]))
                .contract
            #expect(second.version == Version(unchecked: 2))
            #expect(second.reference == nil)
            #expect(second.terms == terms)
            #expect(second.recurringValue == .eur(40_00))
            #expect(second.createdAt == first.createdAt)
            #expect(try await clients.call(GetContract(contract: first.id)).contract == second)
            #expect(try await clients.feed().compactMap(\.contract) == [first, second])
        }
    }

    @Test func anUpdateThatChangesNothingWritesNothing() async throws {
        try await withClients { clients in
            let first = try await clients.draft(with: clients.create("Acme"), reference: "C-1")
            #expect(try await clients.call(UpdateContract.of(first, reference: "C-1")).contract == first)
            #expect(try await clients.feed().count == 2)
        }
    }

    @Test func anOldVersionConflictsAndLeavesNothing() async throws {
        try await withClients { clients in
            let first = try await clients.draft(with: clients.create("Acme"))
            let second = try await clients.call(UpdateContract.of(first, reference: "C-2")).contract
            await #expect(throws: VersionConflict(currentVersion: second.version)) {
                try await clients.call(UpdateContract.of(first, reference: "C-3"))
            }
            #expect(try await clients.call(GetContract(contract: first.id)).contract == second)
        }
    }

    @Test func whatDoesNotFitTogetherIsRefused() async throws {
        try await withClients { clients in
            let first = try await clients.draft(with: clients.create("Acme"))
            await #expect(
                performing: {
                    _ = try await clients.call(UpdateContract.of(first, .of(from: "2026-01-02", renewal: 1)))
                }, throws: refusesParams(at: "$.terms.renewalMonths"))
        }
    }

    @Test func anUnknownContractOrOneOfAnotherOrganisationIsNotFound() async throws {
        try await withClients { clients in
            let first = try await clients.draft(with: clients.create("Acme"))
            await #expect(throws: ContractNotFound()) {
                try await clients.inOtherOrganisation.call(UpdateContract.of(first, reference: "Mine"))
            }
            #expect(try await clients.call(GetContract(contract: first.id)).contract == first)
        }
    }

    @Test func onlyWritersOfContractsUpdate() async throws {
        try await withClients { clients in
            let first = try await clients.draft(with: clients.create("Acme"))
            let other = clients.as(.user(with: [.readClients, .writeClients, .readContracts, .signContracts]))
            await #expect(
                performing: { _ = try await other.call(UpdateContract.of(first, reference: "Mine")) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
