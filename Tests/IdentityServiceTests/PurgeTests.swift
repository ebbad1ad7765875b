// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import IdentityService

@Suite struct PurgeTests {
    @Test func onlyWhatNobodyNeedsGoes() async throws {
        try await withIdentity { fixture in
            let login = try await fixture.login()
            _ = try await fixture.service.call(Refresh(refreshToken: login.refreshToken))
            func counts() async throws -> [Int] {
                try await fixture.database.rows(
                    """
                    select count(*) from session
                    union all select count(*) from refresh_token
                    union all select count(*) from login_throttle
                    """, as: Int.self)
            }
            try await fixture.service.context.throttle.admit(IdentityFixture.email, from: "192.0.2.7")
            try await Purge.run(in: fixture.database, at: fixture.clock.now)
            #expect(try await counts() == [1, 2, 2])
            fixture.clock.advance(bySeconds: SessionRules.greatestLife + Purge.sessionMemory)
            try await Purge.run(in: fixture.database, at: fixture.clock.now)
            #expect(try await counts() == [1, 2, 0])
            fixture.clock.advance(bySeconds: 1)
            try await Purge.run(in: fixture.database, at: fixture.clock.now)
            #expect(try await counts() == [0, 0, 0])
        }
    }
}
