// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import IdentityService

@Suite struct GetUserTests {
    @Test func aUserOfAnotherOrganisationAndOneThatDoesNotExistAnswerTheSame() async throws {
        try await withIdentity { fixture in
            for user in [fixture.second.administrator, .example] {
                await #expect(throws: UserNotFound()) { try await fixture.administrator.call(GetUser(user: user)) }
            }
            let user = try await fixture.administrator.call(GetUser(user: fixture.first.administrator)).user
            #expect(user.roles == [RoleName(.administrator)])
            #expect(user.hasPassword)
        }
    }
}
