// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit
import Synchronization

/// Keys that a test publishes, and how often they were asked for.
final class CountedKeys: KeySource {
    struct Unreachable: Error {}

    private struct State {
        var keys: [PublicKey]?
        var count = 0
    }

    private let state: Mutex<State>

    init(_ keys: [PublicKey]) {
        state = Mutex(State(keys: keys))
    }

    var count: Int { state.withLock { $0.count } }

    /// Nil is an identity that is down.
    func publish(_ keys: [PublicKey]?) {
        state.withLock { $0.keys = keys }
    }

    func keys() async throws -> [PublicKey] {
        try state.withLock { state in
            state.count += 1
            guard let keys = state.keys else { throw Unreachable() }
            return keys
        }
    }
}

/// Time that passes when a test says so.
final class HandTime: Sendable {
    private let start = ContinuousClock.now
    private let passed = Mutex(Duration.zero)

    func pass(_ duration: Duration) {
        passed.withLock { $0 += duration }
    }

    var now: ContinuousClock.Instant { passed.withLock { start + $0 } }
}
