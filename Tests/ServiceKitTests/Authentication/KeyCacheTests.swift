// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import ServiceKit

@Suite struct KeyCacheTests {
    private let forge = TokenForge()
    private let time = HandTime()
    private let clock = TestClock()

    private func make(_ keys: CountedKeys) async -> (cache: KeyCache, verifier: TokenVerifier) {
        let time = time
        let cache = KeyCache(keys, time: { time.now })
        return (cache, await TokenVerifier(keys: cache, clock: clock.clock, metrics: ServiceMetrics()))
    }

    private func isKnown(_ token: String, _ verifier: TokenVerifier) async -> Bool {
        if case .caller = await verifier.authenticate(RequestHead(bearerToken: token)) { true } else { false }
    }

    @Test func anUnknownKeyIsLookedForOnceInTenSeconds() async throws {
        let keys = CountedKeys([try forge.published()])
        let (_, verifier) = await make(keys)
        #expect(try await isKnown(forge.token(), verifier))
        #expect(keys.count == 1)
        time.pass(.seconds(11))
        for number in 0..<100 {
            #expect(!(try await isKnown(TokenForge("forged-\(number)").token(), verifier)))
        }
        #expect(keys.count == 2)
        time.pass(.seconds(11))
        _ = await isKnown(try TokenForge("forged").token(), verifier)
        #expect(keys.count == 3)
    }

    @Test func manyAtOnceAskOnce() async throws {
        let keys = CountedKeys([try forge.published()])
        let (_, verifier) = await make(keys)
        let token = try forge.token()
        let known = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 { group.addTask { await isKnown(token, verifier) } }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(known == 50)
        #expect(keys.count == 1)
    }

    @Test func theNextKeyIsFoundWhenItSignsFirst() async throws {
        let keys = CountedKeys([try forge.published()])
        let (_, verifier) = await make(keys)
        #expect(try await isKnown(forge.token(), verifier))
        let next = TokenForge("key-2")
        keys.publish([try forge.published(), try next.published()])
        time.pass(.seconds(11))
        #expect(try await isKnown(next.token(), verifier))
    }

    @Test func keysHoldWhileIdentityIsDown() async throws {
        let keys = CountedKeys([try forge.published()])
        let (cache, verifier) = await make(keys)
        try await cache.refresh()
        keys.publish(nil)
        await #expect(throws: CountedKeys.Unreachable.self) { try await cache.refresh() }
        #expect(try await isKnown(forge.token(), verifier))
        #expect(await cache.hasKeys)
    }

    @Test func withoutAnyKeysTheAnswerIsNotARefusal() async throws {
        let keys = CountedKeys([])
        keys.publish(nil)
        let (cache, verifier) = await make(keys)
        let token = try forge.token()
        #expect(await verifier.authenticate(RequestHead(bearerToken: token)) == .unavailable)
        #expect(await cache.hasKeys == false)
    }

    @Test func aKeyThatIsGoneVerifiesNothingMore() async throws {
        let keys = CountedKeys([try forge.published()])
        let (cache, verifier) = await make(keys)
        let token = try forge.token()
        #expect(await isKnown(token, verifier))
        keys.publish([try TokenForge("key-2").published()])
        try await cache.refresh()
        #expect(!(await isKnown(token, verifier)))
    }

    @Test func aKeyVerifiesNothingAfterItsEnd() async throws {
        let end = clock.now.adding(seconds: -61)
        let keys = CountedKeys([try forge.published(notAfter: end)])
        let (_, verifier) = await make(keys)
        #expect(!(try await isKnown(forge.token(), verifier)))
    }

    @Test func rememberedTokensAreBounded() {
        let tokens = VerifiedTokens(capacity: 10)
        let entry = VerifiedTokens.Entry(caller: .anonymous, notBefore: 0, expires: 1)
        for number in 0..<100 {
            tokens.insert(entry, for: String(number))
            _ = tokens["0"]
        }
        #expect(tokens.count <= 10)
        #expect(tokens["0"] != nil)
        #expect(tokens["99"] != nil)
        #expect(tokens["50"] == nil)
    }
}
