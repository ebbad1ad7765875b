// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import IdentityService

@Suite struct LoginTests {
    @Test func aUserLogsInAndTheTokenSaysWhoHeIs() async throws {
        try await withIdentity { fixture in
            let tokens = try await fixture.login()
            let claims = try SentClaims(tokens.accessToken)
            #expect(tokens.expiresInSeconds == Seconds(unchecked: 300))
            #expect(claims.header["typ"] == "at+jwt")
            #expect(claims.header["alg"] == "ES256")
            let signing = try await fixture.database.row(
                "select kid from signing_key where state = 'active'", as: String.self)
            #expect(claims.header["kid"] == signing)
            #expect(claims.sub == "user:\(fixture.first.administrator)")
            #expect(claims.org == fixture.first.organisation.text)
            #expect(claims.exp == claims.iat + 300)
            #expect(claims.nbf == fixture.clock.now.microseconds / 1_000_000)
            #expect(claims.permissions == Permission.allCases.map(\.rawValue))
            #expect(claims.sid != nil)
            #expect(try await fixture.events().last == "logged_in")
            let address = try await fixture.database.row(
                "select address from security_event where kind = 'logged_in'", as: String.self)
            #expect(address == "127.0.0.1")
        }
    }

    @Test func everyLoginThatFailsAnswersTheSame() async throws {
        try await withIdentity { fixture in
            let anybody = fixture.service.anonymously
            _ = try await fixture.user("nopassword@first.example", password: nil)
            let disabled = try await fixture.user("disabled@first.example")
            let version = try await fixture.version(of: disabled.subject.user!)
            _ = try await fixture.administrator.call(
                DisableUser(user: disabled.subject.user!, ifVersion: version, idempotencyKey: .fresh()))
            for (email, password) in [
                ("nobody@first.example", "grumpy velvet tramway"),
                (IdentityFixture.email.text, "grumpy velvet tramwaz"),
                ("nopassword@first.example", "grumpy velvet tramway"),
                ("disabled@first.example", "grumpy velvet tramway"),
            ] {
                let login = Login(
                    email: try EmailAddress(validating: email), password: try Secret(validating: password))
                await #expect(throws: LoginRefused()) { try await anybody.call(login) }
            }
        }
    }

    @Test func anAddressThatTwoOrganisationsKnowNeedsTheOrganisation() async throws {
        try await withIdentity { fixture in
            let user = try await fixture.stranger.call(CreateUser.of(IdentityFixture.email.text)).user
            let password = try Secret(validating: "another velvet tramway")
            _ = try await fixture.stranger.call(SetPassword(user: user, password: password))
            await #expect(throws: LoginRefused()) { try await fixture.login() }
            let tokens = try await fixture.service.anonymously.call(
                Login(organisation: fixture.second.organisationCode, email: IdentityFixture.email, password: password))
            #expect(try SentClaims(tokens.accessToken).org == fixture.second.organisation.text)
            await #expect(throws: LoginRefused()) {
                try await fixture.service.anonymously.call(
                    Login(
                        organisation: fixture.first.organisationCode, email: IdentityFixture.email, password: password))
            }
        }
    }

    /// One hash is made in either case; it takes far longer than all the rest.
    @Test func anUnknownUserTakesAsLongAsAKnownOne() async throws {
        try await withIdentity { fixture in
            func duration(_ email: String) async throws -> Duration {
                let login = Login(
                    email: try EmailAddress(validating: email), password: try Secret(validating: "wrong, and long"))
                let started = ContinuousClock.now
                await #expect(throws: LoginRefused()) { try await fixture.service.anonymously.call(login) }
                return started.duration(to: .now)
            }
            _ = try await fixture.login()
            // In turn, and of each the fastest, as often as it takes, since the machine has other things to do.
            var (known, unknown) = (Duration.seconds(60), Duration.seconds(60))
            for round in 0..<40 where round < 5 || unknown <= known / 2 || unknown >= known * 2 {
                known = min(known, try await duration(IdentityFixture.email.text))
                unknown = min(unknown, try await duration("nobody@first.example"))
            }
            #expect(unknown > known / 2)
            #expect(unknown < known * 2)
        }
    }

    @Test func aPasswordUnderOldParametersIsHashedAnew() async throws {
        try await withIdentity { fixture in
            let old = try await PasswordHasher(cost: PasswordHasherTests.cheap).hash(IdentityFixture.password.text)
            try await fixture.database.execute(
                "update password set phc = \(old.phc) where user_id = \(fixture.first.administrator)")
            _ = try await fixture.login()
            let login = try await PasswordStore.login(IdentityFixture.email, of: nil, in: fixture.database)
            #expect(login?.hash?.cost == .standard)
            _ = try await fixture.login()
        }
    }

    @Test func failedLoginsLeaveEvidenceWhetherTheUserIsKnownOrNot() async throws {
        try await withIdentity { fixture in
            for email in [IdentityFixture.email.text, "nobody@first.example"] {
                let login = Login(
                    email: try EmailAddress(validating: email), password: try Secret(validating: "wrong, and long"))
                await #expect(throws: LoginRefused()) { try await fixture.service.anonymously.call(login) }
            }
            #expect(try await fixture.events().last == "login_failed")
            #expect(try await fixture.events(of: .nobody) == ["login_failed"])
        }
    }
}
