// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import IdentityService

@Suite struct ListUsersTests {
    @Test func pagesFollowOneAnotherWhileUsersAreCreated() async throws {
        try await withIdentity { fixture in
            for name in ["b", "d", "f", "h"] {
                _ = try await fixture.administrator.call(CreateUser.of("\(name)@first.example"))
            }
            let first = try await fixture.administrator.call(ListUsers(limit: PageLimit(unchecked: 3)))
            #expect(first.items.map(\.email.text) == ["ada@first.example", "b@first.example", "d@first.example"])
            _ = try await fixture.administrator.call(CreateUser.of("c@first.example"))
            _ = try await fixture.administrator.call(CreateUser.of("g@first.example"))
            let second = try await fixture.administrator.call(
                ListUsers(limit: PageLimit(unchecked: 3), cursor: first.next))
            #expect(second.items.map(\.email.text) == ["f@first.example", "g@first.example", "h@first.example"])
            #expect(second.next == nil)
        }
    }

    @Test func aFilterStaysWithItsCursor() async throws {
        try await withIdentity { fixture in
            for name in ["b", "c"] {
                _ = try await fixture.administrator.call(CreateUser.of("\(name)@first.example", roles: [.analyst]))
            }
            let filter = UserFilter(state: .active, role: RoleName(.analyst))
            let first = try await fixture.administrator.call(
                ListUsers(filter: filter, limit: PageLimit(unchecked: 1)))
            #expect(first.items.map(\.email.text) == ["b@first.example"])
            let second = try await fixture.administrator.call(ListUsers(cursor: first.next))
            #expect(second.items.map(\.email.text) == ["c@first.example"])
            let code = try await failureCode {
                try await fixture.administrator.call(
                    ListUsers(filter: UserFilter(state: .disabled), cursor: first.next))
            }
            #expect(code == .invalidParams)
            #expect(try await fixture.administrator.call(ListUsers(filter: UserFilter(state: .disabled))).items.isEmpty)
        }
    }

    @Test func anotherOrganisationsUsersAreNotThere() async throws {
        try await withIdentity { fixture in
            _ = try await fixture.administrator.call(CreateUser.of("b@first.example"))
            let page = try await fixture.administrator.call(ListUsers(limit: PageLimit(unchecked: 1)))
            #expect(try await fixture.stranger.call(ListUsers()).items.map(\.email.text) == ["ben@second.example"])
            let stolen = try await fixture.stranger.call(ListUsers(cursor: page.next))
            #expect(stolen.items.map(\.email.text) == ["ben@second.example"])
        }
    }

    @Test func aCursorThatNobodyMadeIsRefused() async throws {
        try await withIdentity { fixture in
            let code = try await failureCode {
                try await fixture.administrator.call(ListUsers(cursor: valid("bm9uc2Vuc2U")))
            }
            #expect(code == .invalidParams)
        }
    }
}
