// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetContractTests {
    @Test func aDraftCountsOnNoDay() async throws {
        try await withClients { clients in
            let draft = try await clients.draft(with: clients.create("Acme"))
            let found = try await clients.call(GetContract(contract: draft.id, asOf: "2026-06-01"))
            #expect(found == GetContract.Response(contract: draft, changes: []))
        }
    }

    @Test func anUnknownContractOrOneOfAnotherOrganisationIsNotFound() async throws {
        try await withClients { clients in
            let draft = try await clients.draft(with: clients.create("Acme"))
            await #expect(throws: ContractNotFound()) {
                try await clients.inOtherOrganisation.call(GetContract(contract: draft.id, asOf: "2026-06-01"))
            }
            await #expect(throws: ContractNotFound()) {
                try await clients.call(GetContract(contract: .new(at: Clocks.start)))
            }
        }
    }

    @Test func onlyReadersOfContractsGet() async throws {
        try await withClients { clients in
            let draft = try await clients.draft(with: clients.create("Acme"))
            let other = clients.as(.user(with: [.readClients, .writeContracts]))
            await #expect(
                performing: { _ = try await other.call(GetContract(contract: draft.id)) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
