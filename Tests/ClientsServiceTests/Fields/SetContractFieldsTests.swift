// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct SetContractFieldsTests {
    @Test func aSignedContractTakesValuesAndStaysAsAgreed() async throws {
        try await withClients { clients in
            try await clients.define(.contract, [.of("po_number", .text), .of("is_framework", .flag)])
            let draft = try await clients.draft(with: clients.create("Acme"))
            let set = try await clients.call(command(draft, .text("po_number", "4711"))).contract
            #expect(set.version.rawValue == 2)
            #expect(set.fields == [try .text("po_number", "4711")])
            #expect(set.latestChange == draft.latestChange)
            #expect(set.terms == draft.terms)
            #expect(try await clients.call(GetContract(contract: draft.id)).contract == set)
            #expect(try await clients.feed().last?.contract == set)
            // What does not know of them leaves them.
            let renamed = try await clients.call(UpdateContract.of(set, reference: "A-1")).contract
            #expect(renamed.fields == set.fields)
            let same = try await clients.call(command(renamed, .text("po_number", "4711"))).contract
            #expect(same == renamed)
            let emptied = try await clients.call(command(renamed, .none("po_number"))).contract
            #expect(emptied.fields == nil)
        }
    }

    @Test func anOldVersionConflictsAndAnUnknownContractIsNotFound() async throws {
        try await withClients { clients in
            try await clients.define(.contract, [.of("po_number", .text)])
            let draft = try await clients.draft(with: clients.create("Acme"))
            _ = try await clients.call(command(draft, .text("po_number", "1")))
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 2))) {
                try await clients.call(command(draft, .text("po_number", "2")))
            }
            await #expect(throws: ContractNotFound()) {
                try await clients.inOtherOrganisation.call(command(draft, .text("po_number", "2")))
            }
            let stranger = clients.as(.user(with: [.readContracts, .writeContracts]))
            await #expect(throws: ContractNotFound()) {
                try await stranger.call(command(draft, .text("po_number", "2")))
            }
        }
    }

    private func command(_ contract: Contract, _ value: CustomFieldValue) throws -> SetContractFields {
        try SetContractFields(
            idempotencyKey: .fresh(), contract: contract.id, ifVersion: contract.version,
            fields: List(validating: [value]))
    }
}
