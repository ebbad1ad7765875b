// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GrantAccessTests {
    @Test func aHolderSeesTheClientOnTheDaysOfTheGrantAlone() async throws {
        try await withStandingClock { clients, clock in
            let client = try await clients.create("Acme")
            #expect(try await !clients.seen(by: .ann).sees(client))
            let grant = try await clients.grant(
                client, to: AccessHolder(user: .ann), from: "2026-01-16", until: "2026-01-17")
            #expect(grant.reason == .granted)
            #expect(grant.version == Version(unchecked: 1))
            for (day, isSeen) in [(0, false), (1, true), (2, true), (3, false)] {
                clock.set(Clocks.start.adding(seconds: Int64(day) * 86_400))
                #expect(try await clients.seen(by: .ann).sees(client) == isSeen, "day \(day)")
            }
            #expect(try await clients.feed().last?.accessGrant == grant)
        }
    }

    @Test func aGroupsClientsAreSeenByItsMembersAndByWhoIsAboveThem() async throws {
        try await withStandingClock { clients, _ in
            let client = try await clients.create("Acme")
            let group = try await clients.group(
                "Energy", [.always(.ann), GroupMember(user: .cleo, from: "2026-01-01", to: "2026-01-14")])
            try await clients.report(.ann, to: .bob)
            try await clients.grant(client, to: AccessHolder(group: group.id))
            #expect(try await clients.seen(by: .ann).sees(client))
            #expect(try await clients.seen(by: .bob).sees(client))
            #expect(try await !clients.seen(by: .cleo).sees(client))
        }
    }

    @Test func aServiceAccountSeesWhatItIsGrantedUnlessItSeesAll() async throws {
        try await withStandingClock { clients, _ in
            let client = try await clients.create("Acme")
            let account = ServiceAccountID(UserID.number(9).uuid)
            let limited = clients.as(
                Caller(
                    subject: .serviceAccount(account), organisation: .first,
                    permissions: PermissionSet([.readClients])))
            #expect(try await !limited.sees(client))
            #expect(
                try await clients.as(limited.caller.with([.readClients, .readAllClients])).sees(client))
            try await clients.grant(client, to: AccessHolder(serviceAccount: account))
            #expect(try await limited.sees(client))
        }
    }

    @Test func whoCreatesAClientIsGrantedItUnlessHeSeesAll() async throws {
        try await withStandingClock { clients, _ in
            let ann = clients.seen(by: .ann)
            let client = try await ann.create("Acme")
            #expect(try await ann.sees(client))
            #expect(try await !clients.seen(by: .bob).sees(client))
            let outcomes = try await ann.upsert(.of("1", name: "Bulk"))
            #expect(outcomes.map(\.kind) == [.created])
            #expect(try await Set(ann.list().items.map(\.label)) == ["Acme", "Bulk"])
            let grants = try await clients.call(ListGrants()).items
            #expect(grants.map(\.reason) == [.created, .created])
            #expect(grants.map(\.holder.user) == [.ann, .ann])
            #expect(grants.map(\.from) == ["2026-01-15", "2026-01-15"])
            #expect(
                try await clients.feed().map(\.kind) == [.created, .accessGrant, .created, .accessGrant])
            try await clients.revoke(try #require(grants.first { $0.client == client.id }))
            #expect(try await !ann.sees(client))
            // Whoever sees all clients needs none.
            try await clients.create("Other")
            #expect(try await clients.call(ListGrants()).items.count == 2)
        }
    }

    @Test func anUnknownGroupOrAHiddenClientIsNotFound() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            await #expect(throws: UserGroupNotFound()) {
                try await clients.grant(client, to: AccessHolder(group: UserGroupID(UserID.ann.uuid)))
            }
            await #expect(throws: ClientNotFound()) {
                try await clients.seen(by: .ann, with: [.grantAccess]).grant(client, to: AccessHolder(user: .ann))
            }
            await #expect(throws: ClientNotFound()) {
                try await clients.inOtherOrganisation.grant(client, to: AccessHolder(user: .ann))
            }
            let group = try await clients.inOtherOrganisation.group("Theirs", [])
            await #expect(throws: UserGroupNotFound()) {
                try await clients.grant(client, to: AccessHolder(group: group.id))
            }
            #expect(try await clients.call(ListGrants()).items.isEmpty)
        }
    }

    @Test func valuesThatDoNotFitTogetherAreRefused() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            await #expect(
                performing: {
                    try await clients.grant(
                        client, to: AccessHolder(user: .ann), from: "2026-01-02", until: "2026-01-01")
                }, throws: refusesParams(at: "$.to"))
            let answer = await clients.answer(
                to: """
                    {"jsonrpc":"2.0","id":1,"method":"clients.grantAccess","params":{"idempotencyKey":"k",\
                    "client":"\(client.id)","holder":{},"from":"2026-01-01"}}
                    """)
            #expect(answer.contains("must have exactly one of user, group and serviceAccount"))
        }
    }

    @Test func aRepeatedKeyAnswersTheFirstOutcome() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            let command = try GrantAccess(
                idempotencyKey: .fresh(), client: client.id, holder: AccessHolder(user: .ann), from: "2026-01-01")
            let first = try await clients.call(command)
            #expect(try await clients.call(command) == first)
            #expect(try await clients.call(ListGrants()).items == [first.grant])
        }
    }

    @Test func onlyThoseWhoMayGrantDo() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            await #expect(
                performing: {
                    try await clients.as(.accountManager).grant(client, to: AccessHolder(user: .ann))
                }, throws: isRemoteError(.permissionDenied))
        }
    }
}
