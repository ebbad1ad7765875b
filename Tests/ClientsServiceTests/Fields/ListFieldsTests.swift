// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListFieldsTests {
    @Test func anOrganisationHasTheFieldsThatItDefined() async throws {
        try await withClients { clients in
            let none = CustomFieldSet(version: Version(unchecked: 1), fields: [])
            #expect(try await clients.call(ListFields()).fields == none)
            let ofContracts = try await clients.define(.contract, [.of("po_number", .text)])
            let ofClients = try await clients.define(.client, [.of("seats", .integer), .of("note", .text)])
            let all = try await clients.call(ListFields()).fields
            #expect(all.version == Version(unchecked: 3))
            #expect(all.fields == ofClients.fields + ofContracts.fields)
            #expect(try await clients.call(ListFields(subject: .client)).fields == ofClients)
            #expect(try await clients.call(ListFields(subject: .contact)).fields.fields.isEmpty)
            #expect(try await clients.inOtherOrganisation.call(ListFields()).fields.fields.isEmpty)
        }
    }

    @Test func whoMayNotReadIsRefused() async throws {
        try await withClients { clients in
            let stranger = clients.as(.user(with: [.readContacts]))
            await #expect(
                performing: { _ = try await stranger.call(ListFields()) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
