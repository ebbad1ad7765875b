// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import IdentityService

@Suite struct RevokeClientSecretTests {
    @Test func aSecretOfAnotherOrganisationOrAccountIsNotFound() async throws {
        try await withIdentity { fixture in
            let account = try await fixture.administrator.call(CreateServiceAccount.of("importer")).serviceAccount
            let other = try await fixture.administrator.call(CreateServiceAccount.of("other")).serviceAccount
            let secret = try await fixture.administrator.call(IssueClientSecret(serviceAccount: account))
            func revoke(_ account: ServiceAccountID) -> RevokeClientSecret {
                RevokeClientSecret(
                    serviceAccount: account, clientSecret: secret.clientSecret, idempotencyKey: .fresh())
            }
            await #expect(throws: ClientSecretNotFound()) { try await fixture.stranger.call(revoke(account)) }
            await #expect(throws: ClientSecretNotFound()) { try await fixture.administrator.call(revoke(other)) }
            _ = try await fixture.service.call(IssueClientToken(serviceAccount: account, secret: secret.secret))
            _ = try await fixture.administrator.call(revoke(account))
            await #expect(throws: ClientSecretNotFound()) { try await fixture.administrator.call(revoke(account)) }
        }
    }
}
