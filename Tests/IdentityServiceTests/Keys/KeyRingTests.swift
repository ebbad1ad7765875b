// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit
import TestKit
import Testing

@testable import IdentityService

@Suite struct KeyRingTests {
    private func ring(_ fixture: IdentityFixture, secret: UInt8 = 7) throws -> KeyRing {
        let secret = try ServiceSecret([UInt8](repeating: secret, count: ServiceSecret.byteCount))
        return KeyRing(
            database: fixture.database, clock: fixture.clock.clock, sealer: KeySealer(key: secret.sealing))
    }

    private func states(_ fixture: IdentityFixture) async throws -> [String] {
        try await fixture.database.rows("select state from signing_key order by state", as: String.self)
    }

    @Test func replicasThatStartTogetherMakeOneKeyToSign() async throws {
        try await withIdentity { fixture in
            try await fixture.database.execute("delete from signing_key")
            try await refreshTogether((0..<6).map { _ in try ring(fixture) })
            #expect(try await states(fixture) == ["active", "next"])
        }
    }

    @Test func rotationHappensOnceAndOldTokensStillVerify() async throws {
        try await withIdentity { fixture in
            let token = try await fixture.login().accessToken
            let before = fixture.service.context.keys.published
            fixture.clock.advance(bySeconds: KeyRotationRules.signingLife)
            let rings = try (0..<6).map { _ in try ring(fixture) }
            try await refreshTogether(rings)
            #expect(try await states(fixture) == ["active", "next", "retired"])
            let after = rings[0].published
            #expect(Set(before.map(\.kid.text)).isSubset(of: Set(after.map(\.kid.text))))
            #expect(try SentClaims(token).header["kid"] == after.first { $0.notAfter != nil }?.kid.text)
            let verifier = await TokenVerifier(
                keys: KeyCache(rings[1]), clock: Clock { Clocks.start }, metrics: ServiceMetrics())
            #expect(
                await verifier.authenticate(RequestHead(bearerToken: token.text)).caller?.subject
                    == .user(fixture.first.administrator))
            fixture.clock.advance(bySeconds: KeyRotationRules.publishedAfterRetirement)
            try await rings[0].refresh()
            #expect(try await states(fixture) == ["active", "next"])
        }
    }

    @Test func aReplicaWithAnotherSecretDoesNotStart() async throws {
        try await withIdentity { fixture in
            let other = try ring(fixture, secret: 8)
            await #expect(throws: KeySealer.CannotOpen.self) { try await other.refresh() }
        }
    }

    @Test func aSealedKeyUnderAnotherNameDoesNotOpen() async throws {
        try await withIdentity { fixture in
            try await fixture.database.execute("update signing_key set kid = kid || 'x' where state = 'active'")
            let ring = try ring(fixture)
            await #expect(throws: KeySealer.CannotOpen.self) { try await ring.refresh() }
        }
    }

    @Test func beforeThereIsAKeyTheServiceIsBusy() async throws {
        try await withIdentity { fixture in
            let ring = try ring(fixture)
            #expect(throws: RPCFailure(.busy, detail: "there is no key to sign with yet")) { try ring.active() }
        }
    }

    private func refreshTogether(_ rings: [KeyRing]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for ring in rings { group.addTask { try await ring.refresh() } }
            try await group.waitForAll()
        }
    }
}

extension Authentication {
    var caller: Caller? {
        if case .caller(let caller) = self { caller } else { nil }
    }
}
