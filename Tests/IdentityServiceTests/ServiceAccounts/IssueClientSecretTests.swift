// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import IdentityService

@Suite struct IssueClientSecretTests {
    @Test func theSecretIsAnsweredOnceAndStoredAsItsDigest() async throws {
        try await withIdentity { fixture in
            let account = try await fixture.administrator.call(CreateServiceAccount.of("importer")).serviceAccount
            let answer = try await fixture.administrator.call(IssueClientSecret(serviceAccount: account))
            #expect(answer.secret.text.hasPrefix("kontor_cs_"))
            #expect(answer.expiresAt == fixture.clock.now.adding(seconds: 365 * 86_400))
            let digests = try await fixture.database.rows("select digest from client_secret", as: [UInt8].self)
            #expect(digests == [RandomSecret.digest(of: answer.secret.text)])
            #expect(try await fixture.events().last == "client_secret_issued")
        }
    }

    @Test func fiveSecretsHoldAtMost() async throws {
        try await withIdentity { fixture in
            let account = try await fixture.administrator.call(CreateServiceAccount.of("importer")).serviceAccount
            let call = IssueClientSecret(serviceAccount: account, validForDays: SecretLifetimeDays(unchecked: 1))
            for _ in 0..<5 { _ = try await fixture.administrator.call(call) }
            await #expect(throws: TooManyClientSecrets(limit: Count(5))) { try await fixture.administrator.call(call) }
            fixture.clock.advance(bySeconds: 86_400)
            _ = try await fixture.administrator.call(call)
        }
    }

    @Test func nobodyGetsASecretOfAnAccountThatHoldsMore() async throws {
        try await withIdentity { fixture in
            let account = try await fixture.administrator.call(
                CreateServiceAccount.of("importer", permissions: [.manageBooks])
            ).serviceAccount
            let auditor = try await fixture.user("eve@first.example", roles: [.auditor], password: nil)
            await #expect(throws: PermissionNotHeld(permissions: [.manageBooks])) {
                try await fixture.service.as(auditor.with(Permission.allCases)).call(
                    IssueClientSecret(serviceAccount: account))
            }
        }
    }

    @Test func anAccountOfAnotherOrganisationIsNotFound() async throws {
        try await withIdentity { fixture in
            let account = try await fixture.administrator.call(CreateServiceAccount.of("importer")).serviceAccount
            await #expect(throws: ServiceAccountNotFound()) {
                try await fixture.stranger.call(IssueClientSecret(serviceAccount: account))
            }
        }
    }
}
