// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ServiceKit

@Suite struct TokenVerifierTests {
    private struct Bench {
        let forge = TokenForge()
        let clock = TestClock()
        let time = HandTime()
        let keys: CountedKeys
        let cache: KeyCache
        let verifier: TokenVerifier
        let metrics = ServiceMetrics()

        init(rule: TokenVerifier.CertificateRule = .withToken) async throws {
            keys = CountedKeys([try forge.published()])
            let time = time
            cache = KeyCache(keys, time: { time.now })
            verifier = await TokenVerifier(keys: cache, clock: clock.clock, rule: rule, metrics: metrics)
        }

        func authenticate(_ token: String?, peer: ServiceName? = nil) async -> Authentication {
            await verifier.authenticate(RequestHead(bearerToken: token, peerService: peer))
        }

        func refusal(_ token: String, peer: ServiceName? = nil) async -> String? {
            if case .refused(let reason) = await authenticate(token, peer: peer) { reason } else { nil }
        }
    }

    private let user = Caller(
        subject: .user(UserID(UUIDValue("0192f0c4-7a10-7abc-8def-0123456789ab") ?? UUIDValue(high: 0, low: 0))),
        organisation: .first, permissions: PermissionSet([.readLedger]), tokenID: "token-1")

    @Test func aGoodTokenIsItsCaller() async throws {
        let bench = try await Bench()
        let token = try bench.forge.token()
        #expect(await bench.authenticate(token) == .caller(user))
        #expect(await bench.authenticate(token) == .caller(user))
        #expect(bench.keys.count == 1)
    }

    @Test func withoutATokenNobodyCalls() async throws {
        let bench = try await Bench()
        #expect(await bench.authenticate(nil) == .none)
        #expect(await bench.authenticate(nil, peer: .reporting) == .none)
    }

    @Test func aServiceAccountIsOne() async throws {
        let bench = try await Bench()
        let token = try bench.forge.token(
            claims: ["sub": "\"service-account:0192f0c4-7a10-7abc-8def-0123456789ab\"", "sid": nil])
        guard case .caller(let caller) = await bench.authenticate(token) else {
            Issue.record("the token was refused")
            return
        }
        #expect(caller.label == "service-account:0192f0c4-7a10-7abc-8def-0123456789ab")
        #expect(caller.organisation == .first)
    }

    @Test(
        arguments: [
            (["alg": "\"none\""], "algorithm"), (["alg": "\"HS256\""], "algorithm"),
            (["alg": "\"ES384\""], "algorithm"),
            (["alg": "\"es256\""], "algorithm"), (["alg": nil], "algorithm"), (["typ": "\"JWT\""], "type"),
            (["typ": nil], "type"), (["crit": "[\"exp\"]"], "extension"), (["b64": "false"], "extension"),
            (["kid": nil], "unknown_key"), (["kid": "\"\""], "unknown_key"), (["kid": "\"key-9\""], "unknown_key"),
            (["kid": "1"], "unknown_key"), (["x\":1,\"alg": "\"ES256\""], "malformed"),
        ] as [([String: String?], String)])
    func aHeaderThatIsNotOursIsRefused(changes: [String: String?], reason: String) async throws {
        let bench = try await Bench()
        #expect(try await bench.refusal(bench.forge.token(header: changes)) == reason)
    }

    @Test(
        arguments: [
            (["iss": "\"somebody\""], "issuer"), (["aud": "\"others\""], "audience"),
            (["aud": "[\"kontor\"]"], "signature"),
            (["exp": "\(Clocks.start.microseconds / 1_000_000 - 60)"], "expired"),
            (["nbf": "\(Clocks.start.microseconds / 1_000_000 + 61)"], "not_yet_valid"),
            (["exp": nil], "signature"), (["nbf": nil], "signature"),
            (["sub": "\"root\""], "subject"), (["sub": "\"user:1\""], "subject"),
            (["sub": "\"admin:0192f0c4-7a10-7abc-8def-0123456789ab\""], "subject"),
            (["org": nil], "subject"), (["org": "\"x\""], "subject"), (["sub": "\"service:ledger\""], "subject"),
            (["sub": "\"service:nobody\"", "org": nil], "subject"),
        ] as [([String: String?], String)])
    func claimsThatDoNotHoldAreRefused(changes: [String: String?], reason: String) async throws {
        let bench = try await Bench()
        #expect(try await bench.refusal(bench.forge.token(claims: changes)) == reason)
    }

    @Test func clocksMayDifferByAMinute() async throws {
        let bench = try await Bench()
        let now = Clocks.start.microseconds / 1_000_000
        let token = try bench.forge.token(claims: ["exp": "\(now - 59)", "nbf": "\(now + 60)"])
        #expect(await bench.authenticate(token) == .caller(user))
    }

    @Test func aForgedSignatureIsRefused() async throws {
        let bench = try await Bench()
        let token = try bench.forge.token()
        let parts = token.split(separator: ".").map(String.init)
        let claims = TokenForge.json(TokenForge.claims, ["permissions": "[\"ledger.post_entries\"]"])
        let altered = TokenForge.base64URL(Array(claims.utf8))
        let foreign = try TokenForge().token()
        #expect(await bench.refusal("\(parts[0]).\(altered).\(parts[2])") == "signature")
        #expect(await bench.refusal("\(parts[0]).\(parts[1]).") == "signature")
        #expect(await bench.refusal("\(parts[0]).\(parts[1])") == "signature")
        #expect(await bench.refusal(foreign) == "signature")
        #expect(try await bench.refusal(bench.forge.tokenByHMAC()) == "algorithm")
    }

    @Test(arguments: ["", "x", "a.b.c", "....", "eyJ9.e30.", String(repeating: "a", count: 10_000)])
    func whatIsNoTokenIsRefused(text: String) async throws {
        let bench = try await Bench()
        #expect(await bench.refusal(text) == "malformed")
    }

    @Test func aTokenThatIsRememberedStillExpires() async throws {
        let bench = try await Bench()
        let token = try bench.forge.token()
        #expect(await bench.authenticate(token) == .caller(user))
        bench.clock.advance(bySeconds: 359)
        #expect(await bench.authenticate(token) == .caller(user))
        bench.clock.advance(bySeconds: 1)
        #expect(await bench.refusal(token) == "expired")
    }

    @Test func aServicesTokenHoldsOnlyWithItsCertificate() async throws {
        let bench = try await Bench()
        let token = try bench.forge.token(claims: TokenForge.serviceClaims("reporting"))
        #expect(await bench.refusal(token) == "certificate")
        #expect(await bench.refusal(token, peer: .ledger) == "certificate")
        #expect(await bench.authenticate(token, peer: .reporting) == .caller(.service(.reporting)))
        #expect(await bench.refusal(token) == "certificate")
    }

    @Test func atIdentityACertificateIsEnough() async throws {
        let bench = try await Bench(rule: .alone)
        #expect(await bench.authenticate(nil, peer: .ledger) == .caller(.service(.ledger)))
        #expect(await bench.authenticate(nil) == .none)
        #expect(await bench.refusal("x", peer: .ledger) == "malformed")
    }

    @Test func refusalsAreCountedByReason() async throws {
        let bench = try await Bench()
        _ = await bench.authenticate("x")
        #expect(bench.metrics.registry.exposition().contains(#"auth_tokens_refused_total{reason="malformed"} 1"#))
    }
}
