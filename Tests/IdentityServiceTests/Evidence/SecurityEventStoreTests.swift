// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import IdentityService

@Suite struct SecurityEventStoreTests {
    private func append(_ count: Int, _ fixture: IdentityFixture) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                group.addTask {
                    let event = SecurityEvent(
                        .loggedIn, in: fixture.first.organisation, by: .user(fixture.first.administrator),
                        detail: "number \(number)")
                    try await SecurityEventStore.append(event, at: fixture.clock.now, in: fixture.database)
                }
            }
            try await group.waitForAll()
        }
    }

    private func firstBrokenLink(_ fixture: IdentityFixture) async throws -> Int64? {
        try await SecurityEventStore.firstBrokenLink(of: fixture.first.organisation, in: fixture.database)
    }

    @Test func eventsThatComeTogetherStandInOneUnbrokenChain() async throws {
        try await withIdentity { fixture in
            try await append(40, fixture)
            let positions = try await fixture.database.rows(
                "select position from security_event where organisation_id = \(fixture.first.organisation) order by 1",
                as: Int64.self)
            #expect(positions == Array(1...41))
            #expect(try await firstBrokenLink(fixture) == nil)
            #expect(
                try await SecurityEventStore.firstBrokenLink(of: fixture.second.organisation, in: fixture.database)
                    == nil)
        }
    }

    @Test func theServiceCanNeitherChangeNorRemoveAnEvent() async throws {
        try await withIdentity { fixture in
            for statement: SQL in [
                "update security_event set detail = 'other'", "delete from security_event", "truncate security_event",
            ] {
                await #expect(throws: PostgresError.self) { try await fixture.database.execute(statement) }
            }
            let events = try await fixture.events()
            #expect(events == ["organisation_created"])
        }
    }

    @Test(
        arguments: [
            "update identity.security_event set detail = 'other' where position = 3",
            "delete from identity.security_event where position = 3",
            "update identity.security_event set occurred_at = occurred_at + interval '1 second' where position = 3",
        ] as [SQL])
    func whoeverGetsAroundTheTriggersBreaksTheChain(_ statement: SQL) async throws {
        try await withIdentity { fixture in
            try await append(4, fixture)
            try await fixture.service.database.withPool(size: 1) { admin in
                try await admin.execute("alter table identity.security_event disable trigger user")
                try await admin.execute(statement)
            }
            #expect(try await firstBrokenLink(fixture) == 3)
        }
    }

    @Test func aLastEventThatIsCutOffIsMissed() async throws {
        try await withIdentity { fixture in
            try await append(4, fixture)
            try await fixture.service.database.withPool(size: 1) { admin in
                try await admin.execute("alter table identity.security_event disable trigger user")
                try await admin.execute("delete from identity.security_event where position = 5")
            }
            #expect(try await firstBrokenLink(fixture) == 5)
        }
    }

    @Test func anOrganisationWithoutAChainLosesNoEventSilently() async throws {
        try await withIdentity { fixture in
            let event = SecurityEvent(.loggedIn, in: .example, by: .anonymous)
            await #expect(throws: PostgresError.rowCount(0)) {
                try await SecurityEventStore.append(event, at: fixture.clock.now, in: fixture.database)
            }
        }
    }
}
