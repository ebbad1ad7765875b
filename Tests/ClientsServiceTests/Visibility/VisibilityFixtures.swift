// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit

extension ClientsUnderTest {
    /// The same service as a user with an account manager's permissions and more sees it.
    func seen(by user: UserID, with more: [Permission] = []) -> ClientsUnderTest {
        self.as(
            Caller(
                subject: .user(user), organisation: .first,
                permissions: PermissionSet(BuiltInRole.accountManager.permissions + more)))
    }

    @discardableResult
    func report(
        _ user: UserID, to manager: UserID?, from: CalendarDate = "2026-01-01", until last: CalendarDate? = nil
    ) async throws -> Reporting {
        try await call(
            SetReportingLine(idempotencyKey: .fresh(), user: user, manager: manager, from: from, to: last)
        ).reporting
    }

    @discardableResult
    func group(
        _ name: String, _ members: [GroupMember], replacing present: UserGroup? = nil
    ) async throws -> UserGroup {
        try await call(
            UpsertGroup(
                idempotencyKey: .fresh(), group: present?.id, ifVersion: present?.version,
                name: Text(validating: name), members: List(validating: members))
        ).group
    }

    @discardableResult
    func grant(
        _ client: Client, to holder: AccessHolder, from: CalendarDate = "2026-01-01", until last: CalendarDate? = nil
    ) async throws -> AccessGrant {
        try await call(
            GrantAccess(idempotencyKey: .fresh(), client: client.id, holder: holder, from: from, to: last)
        ).grant
    }

    @discardableResult
    func revoke(_ grant: AccessGrant) async throws -> AccessGrant {
        try await call(RevokeAccess(idempotencyKey: .fresh(), grant: grant.id)).grant
    }

    /// Whether the caller gets the client.
    func sees(_ client: Client) async throws -> Bool {
        do {
            return try await call(GetClient(client: client.id)).client.id == client.id
        } catch is ClientNotFound {
            return false
        }
    }
}

extension GroupMember {
    static func always(_ user: UserID) -> GroupMember { GroupMember(user: user, from: "2026-01-01") }
}

/// Numbers that look random and are the same for the same seed (SplitMix64).
struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}

/// A clock that stands on 15 January 2026 until it is moved.
func withStandingClock<Answer>(
    _ body: (ClientsUnderTest, TestClock) async throws -> Answer
) async throws -> Answer {
    let clock = TestClock()
    var surroundings = TestSurroundings()
    surroundings.clock = clock.clock
    return try await withClients(in: surroundings) { try await body($0, clock) }
}
