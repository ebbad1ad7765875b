// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct UpsertGroupTests {
    @Test func aGroupBecomesWhatTheCallSays() async throws {
        try await withStandingClock { clients, _ in
            let client = try await clients.create("Acme")
            let first = try await clients.group("Energy", [.always(.bob), .always(.ann)])
            #expect(first.members == [.always(.ann), .always(.bob)])
            try await clients.grant(client, to: AccessHolder(group: first.id))
            let second = try await clients.group("Energy", [.always(.bob)], replacing: first)
            #expect(second.version == Version(unchecked: 2))
            #expect(try await !clients.seen(by: .ann).sees(client))
            #expect(try await clients.seen(by: .bob).sees(client))
            #expect(try await clients.group("Energy", [.always(.bob)], replacing: second) == second)
            #expect(try await clients.feed().compactMap(\.userGroup) == [first, second])
        }
    }

    @Test func aNameIsTakenOnce() async throws {
        try await withClients { clients in
            let energy = try await clients.group("Energy", [])
            await #expect(throws: UserGroupNameTaken()) { try await clients.group("Energy", []) }
            let steel = try await clients.group("Steel", [])
            await #expect(throws: UserGroupNameTaken()) {
                try await clients.group("Energy", [], replacing: steel)
            }
            try await clients.group("Power", [], replacing: energy)
            try await clients.group("Energy", [])
            try await clients.inOtherOrganisation.group("Energy", [])
        }
    }

    @Test func anUnknownGroupOrAnOldVersionIsRefused() async throws {
        try await withClients { clients in
            let group = try await clients.group("Energy", [])
            try await clients.group("Energy", [.always(.ann)], replacing: group)
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 2))) {
                try await clients.group("Energy", [], replacing: group)
            }
            await #expect(throws: UserGroupNotFound()) {
                try await clients.inOtherOrganisation.group("Energy", [], replacing: group)
            }
        }
    }

    @Test func valuesThatDoNotFitTogetherAreRefused() async throws {
        try await withClients { clients in
            await #expect(
                performing: {
                    try await clients.group(
                        "Energy", [GroupMember(user: .ann, from: "2026-01-02", to: "2026-01-01")])
                }, throws: refusesParams(at: "$.members[0].to"))
            await #expect(
                performing: {
                    try await clients.group(
                        "Energy", [.always(.ann), GroupMember(user: .ann, from: "2027-01-01")])
                }, throws: refusesParams(at: "$.members"))
            await #expect(
                performing: {
                    try await clients.call(
                        UpsertGroup(
                            idempotencyKey: .fresh(), ifVersion: Version(unchecked: 1),
                            name: Text(validating: "Energy"), members: List(validating: [])))
                }, throws: refusesParams(at: "$.ifVersion"))
        }
    }

    @Test func onlyThoseWhoKeepTheHierarchyDo() async throws {
        try await withClients { clients in
            let director = clients.as(.accountDirector)
            await #expect(
                performing: { try await director.group("Energy", []) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
