// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import IdentityService

@Suite struct WhoAmITests {
    @Test func aUserLearnsWhoHeIs() async throws {
        try await withIdentity { fixture in
            let answer = try await fixture.administrator.call(WhoAmI())
            #expect(
                answer
                    == WhoAmI.Response(
                        kind: .user, user: fixture.first.administrator, serviceAccount: nil,
                        organisation: fixture.first.organisation, permissions: Permission.allCases))
        }
    }

    @Test func aServiceAccountLearnsWhatItIs() async throws {
        try await withIdentity { fixture in
            let caller = Caller.serviceAccount(in: fixture.second.organisation, with: [.readClients])
            let answer = try await fixture.service.as(caller).call(WhoAmI())
            #expect(
                answer
                    == WhoAmI.Response(
                        kind: .serviceAccount, user: nil, serviceAccount: caller.subject.serviceAccount,
                        organisation: fixture.second.organisation, permissions: [.readClients]))
        }
    }

    @Test func itNeedsNoDatabase() async throws {
        try await withIdentity { fixture in
            fixture.database.close()
            let user = try await fixture.administrator.call(WhoAmI()).user
            #expect(user == fixture.first.administrator)
        }
    }
}
