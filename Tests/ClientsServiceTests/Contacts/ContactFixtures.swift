// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit

extension UpsertContact {
    static func of(
        _ name: String, at clients: [ClientID], key: IdempotencyKey? = nil, replacing present: Contact? = nil,
        channels: [NewChannel] = []
    ) throws -> UpsertContact {
        try UpsertContact(
            idempotencyKey: key ?? .fresh(), contact: present?.id, ifVersion: present?.version,
            name: Text(validating: name),
            positions: List(
                validating: clients.map { ContactPosition(client: $0, role: try Text(validating: "Buyer")) }),
            channels: List(validating: channels))
    }
}

extension NewChannel {
    static func email(_ address: String) throws -> NewChannel {
        NewChannel(kind: .email, value: try Text(validating: address))
    }

    static func phone(_ number: String) throws -> NewChannel {
        NewChannel(kind: .phone, use: .mobile, value: try Text(validating: number))
    }
}

extension ClientsUnderTest {
    @discardableResult
    func contact(
        _ name: String, at clients: [ClientID], channels: [NewChannel] = []
    ) async throws -> Contact {
        try await call(UpsertContact.of(name, at: clients, channels: channels)).contact
    }

    func contacts(
        of client: ClientID? = nil, text: String? = nil, limit: Int64 = 1000, cursor: PageCursor? = nil
    ) async throws -> Page<Contact> {
        try await call(
            ListContacts(
                filter: ContactFilter(client: client, text: text.map { try Text(validating: $0) }),
                limit: PageLimit(unchecked: limit), cursor: cursor))
    }
}

/// Where the params are refused, as a remote caller is told.
func refusesParams(at paths: String...) -> (any Error) -> Bool {
    { ($0 as? RemoteError)?.violations.map(\.path) == paths }
}
