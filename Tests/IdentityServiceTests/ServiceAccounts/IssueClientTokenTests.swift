// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import ServiceKit
import TestKit
import Testing

@testable import IdentityService

@Suite struct IssueClientTokenTests {
    private func account(
        _ fixture: IdentityFixture, days: Int64? = nil
    ) async throws -> (account: ServiceAccountID, secret: IssueClientSecret.Response) {
        let account = try await fixture.administrator.call(
            CreateServiceAccount.of("importer", roles: [.bookkeeper], permissions: [.readReports])
        ).serviceAccount
        let secret = try await fixture.administrator.call(
            IssueClientSecret(serviceAccount: account, validForDays: days.map { SecretLifetimeDays(unchecked: $0) }))
        return (account, secret)
    }

    @Test func theSecretIsExchangedForATokenThatHolds() async throws {
        try await withIdentity { fixture in
            let (account, secret) = try await account(fixture)
            let answer = try await fixture.service.anonymously.call(
                IssueClientToken(serviceAccount: account, secret: secret.secret))
            let verifier = await TokenVerifier(
                keys: KeyCache(fixture.service.context.keys), clock: fixture.clock.clock, metrics: ServiceMetrics())
            let caller = await verifier.authenticate(RequestHead(bearerToken: answer.accessToken.text)).caller
            #expect(caller?.subject == .serviceAccount(account))
            #expect(caller?.organisation == fixture.first.organisation)
            #expect(
                caller?.permissions.permissions
                    == [.readAllClients, .readClients, .holdFunds, .postEntries, .readLedger, .readReports])
            #expect(answer.expiresInSeconds == Seconds(unchecked: 300))
            #expect(try await fixture.events().last == "client_token_issued")
        }
    }

    @Test func whatDoesNotHoldAnswersTheSame() async throws {
        try await withIdentity { fixture in
            let (account, secret) = try await account(fixture, days: 1)
            let other = try await fixture.administrator.call(CreateServiceAccount.of("other")).serviceAccount
            for (account, secret) in [
                (account, valid("kontor_cs_wrong")), (other, secret.secret), (ServiceAccountID.example, secret.secret),
            ] {
                await #expect(throws: ClientRefused()) {
                    try await fixture.service.call(IssueClientToken(serviceAccount: account, secret: secret))
                }
            }
            #expect(try await fixture.events(of: .nobody) == ["client_refused", "client_refused", "client_refused"])
            let call = IssueClientToken(serviceAccount: account, secret: secret.secret)
            _ = try await fixture.service.call(call)
            fixture.clock.advance(bySeconds: 86_400)
            await #expect(throws: ClientRefused()) { try await fixture.service.call(call) }
        }
    }

    @Test func aRevokedSecretIsRefusedAndTheOthersAreNot() async throws {
        try await withIdentity { fixture in
            let (account, secret) = try await account(fixture)
            let other = try await fixture.administrator.call(IssueClientSecret(serviceAccount: account))
            let revoke = RevokeClientSecret(
                serviceAccount: account, clientSecret: secret.clientSecret, idempotencyKey: .fresh())
            let answer = try await fixture.administrator.call(revoke)
            #expect(try await fixture.administrator.call(revoke) == answer)
            await #expect(throws: ClientRefused()) {
                try await fixture.service.call(IssueClientToken(serviceAccount: account, secret: secret.secret))
            }
            _ = try await fixture.service.call(IssueClientToken(serviceAccount: account, secret: other.secret))
            #expect(try await fixture.events().contains("client_secret_revoked"))
        }
    }

    @Test func exchangesThatSucceedAreNotThrottled() async throws {
        try await withIdentity { fixture in
            let (account, secret) = try await account(fixture)
            for _ in 0..<150 {
                _ = try await fixture.service.call(IssueClientToken(serviceAccount: account, secret: secret.secret))
            }
        }
    }

    @Test func guessesFromOneAddressAreThrottled() async throws {
        try await withIdentity { fixture in
            let guess = IssueClientToken(serviceAccount: .example, secret: valid("kontor_cs_wrong"))
            for _ in 0..<100 {
                await #expect(throws: ClientRefused()) { try await fixture.service.call(guess) }
            }
            let code = try await failureCode { try await fixture.service.call(guess) }
            #expect(code == .rateLimited)
        }
    }
}
