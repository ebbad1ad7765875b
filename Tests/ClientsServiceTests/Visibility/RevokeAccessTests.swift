// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct RevokeAccessTests {
    @Test func aRevokedGrantGivesNoSight() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let grant = try await clients.grant(client, to: AccessHolder(user: .ann))
            #expect(try await clients.seen(by: .ann).sees(client))
            let revoked = try await clients.revoke(grant)
            #expect(revoked.version == Version(unchecked: 2))
            #expect(revoked.revokedAt == revoked.updatedAt)
            #expect(try await !clients.seen(by: .ann).sees(client))
            #expect(try await clients.revoke(grant) == revoked)
            #expect(try await clients.feed().compactMap(\.accessGrant) == [grant, revoked])
        }
    }

    @Test func anotherGrantOfTheSameClientStays() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let grant = try await clients.grant(client, to: AccessHolder(user: .ann))
            try await clients.grant(client, to: AccessHolder(user: .ann), from: "2026-01-02")
            try await clients.revoke(grant)
            #expect(try await clients.seen(by: .ann).sees(client))
        }
    }

    @Test func aGrantOfAHiddenClientOrAnotherOrganisationIsNotFound() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let grant = try await clients.grant(client, to: AccessHolder(user: .ann))
            await #expect(throws: AccessGrantNotFound()) {
                try await clients.seen(by: .bob, with: [.grantAccess]).revoke(grant)
            }
            await #expect(throws: AccessGrantNotFound()) { try await clients.inOtherOrganisation.revoke(grant) }
            #expect(try await clients.seen(by: .ann).sees(client))
        }
    }

    @Test func onlyThoseWhoMayGrantRevoke() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let grant = try await clients.grant(client, to: AccessHolder(user: .ann))
            await #expect(
                performing: { try await clients.seen(by: .ann).revoke(grant) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
