// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import IdentityService

@Suite struct LogoutTests {
    @Test func theSessionEndsAndOnlyThat() async throws {
        try await withIdentity { fixture in
            let (one, other) = (try await fixture.login(), try await fixture.login())
            _ = try await fixture.service.call(Logout(refreshToken: one.refreshToken))
            await #expect(throws: SessionEnded()) {
                try await fixture.service.call(Refresh(refreshToken: one.refreshToken))
            }
            _ = try await fixture.service.call(Refresh(refreshToken: other.refreshToken))
            #expect(try await fixture.events().last == "logged_out")
        }
    }

    @Test func aSpentTokenEndsItsSessionToo() async throws {
        try await withIdentity { fixture in
            let login = try await fixture.login()
            let next = try await fixture.service.call(Refresh(refreshToken: login.refreshToken))
            _ = try await fixture.service.call(Logout(refreshToken: login.refreshToken))
            await #expect(throws: SessionEnded()) {
                try await fixture.service.call(Refresh(refreshToken: next.refreshToken))
            }
        }
    }

    @Test func repeatedOrUnknownItAnswersTheSameAndLeavesNoTrace() async throws {
        try await withIdentity { fixture in
            let login = try await fixture.login()
            _ = try await fixture.service.call(Logout(refreshToken: login.refreshToken))
            let events = try await fixture.events()
            _ = try await fixture.service.call(Logout(refreshToken: login.refreshToken))
            _ = try await fixture.service.call(Logout(refreshToken: .example))
            #expect(try await fixture.events() == events)
        }
    }
}
