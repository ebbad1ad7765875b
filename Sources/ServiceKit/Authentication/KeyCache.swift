// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JWTKit

/// The keys that verify tokens, by name. They are fetched again every minute, and at once for a name that is not
/// known, but then at most once in ten seconds, whoever asks. While they cannot be fetched the former ones hold.
package actor KeyCache {
    /// One key, pinned to its algorithm: a collection of its own, so that nothing can fall back on another key.
    struct Key: Sendable {
        let collection: JWTKeyCollection
        let notAfter: Instant?
    }

    enum Lookup: Sendable {
        case key(Key)
        case unknown
        /// There are no keys at all yet.
        case unavailable
    }

    package static let refreshInterval = Duration.seconds(60)
    private static let refetchInterval = Duration.seconds(10)

    private let source: any KeySource
    private let time: @Sendable () -> ContinuousClock.Instant
    private let fetching = SharedWork()
    private var keys: [String: Key] = [:]
    private var published: [PublicKey] = []
    private var lastFetch: ContinuousClock.Instant?
    /// Called when a key is gone, so that what it verified is forgotten.
    private var keyDidGo: @Sendable () -> Void = {}

    /// `time` measures the ten seconds.
    package init(
        _ source: any KeySource, time: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.source = source
        self.time = time
    }

    package var hasKeys: Bool { !keys.isEmpty }

    func onKeyGone(_ action: @escaping @Sendable () -> Void) {
        keyDidGo = action
    }

    func key(named name: String) async -> Lookup {
        if let key = keys[name] { return .key(key) }
        await refetch()
        if let key = keys[name] { return .key(key) }
        return keys.isEmpty ? .unavailable : .unknown
    }

    /// A failure leaves the keys as they are; the readiness check and the background work tell of it.
    private func refetch() async {
        if let lastFetch, lastFetch.duration(to: time()) < KeyCache.refetchInterval, !fetching.isRunning { return }
        do {
            try await refresh()
        } catch {
            return
        }
    }

    /// Throws what the source throws.
    package func refresh() async throws {
        try await fetching.run {
            lastFetch = time()
            try await adopt(try await source.keys())
        }
    }

    private func adopt(_ fetched: [PublicKey]) async throws {
        guard fetched != published else { return }
        var keys: [String: Key] = [:]
        for key in fetched {
            let verifier = try ES256PublicKey(parameters: (x: key.x.text, y: key.y.text))
            let collection = JWTKeyCollection()
            await collection.add(ecdsa: verifier, kid: JWKIdentifier(string: key.kid.text))
            keys[key.kid.text] = Key(collection: collection, notAfter: key.notAfter)
        }
        let isSomeGone = self.keys.keys.contains { keys[$0] == nil }
        self.keys = keys
        published = fetched
        if isSomeGone { keyDidGo() }
    }

    /// Fetches the keys every minute; at the start every second until there are some.
    package nonisolated func refreshing(log: ServiceLog) -> BackgroundWork {
        BackgroundWork("keys") { [self] in
            while true {
                do {
                    try await refresh()
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    log.warning("the keys to verify tokens could not be fetched", error)
                }
                let pause = await hasKeys ? KeyCache.refreshInterval : .seconds(1)
                try await Task.sleep(for: pause * Double.random(in: 0.8...1.2))
            }
        }
    }
}
