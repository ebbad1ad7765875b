// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSONRPC
import Synchronization

/// Callers by the text of tokens that were verified, each until its token expires.
///
/// It holds a bounded number in two generations: when the young one is full it becomes the old one, and what nobody
/// asked for since goes. Looking a token up costs a five-hundredth of verifying it.
final class VerifiedTokens: Sendable {
    struct Entry: Sendable {
        let caller: Caller
        /// Seconds since 1970-01-01, the skew included.
        let notBefore: Int64
        let expires: Int64
    }

    private struct Generations {
        var young: [String: Entry] = [:]
        var old: [String: Entry] = [:]
    }

    private let generations = Mutex(Generations())
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
    }

    subscript(token: String) -> Entry? {
        generations.withLock { generations in
            if let entry = generations.young[token] { return entry }
            guard let entry = generations.old[token] else { return nil }
            insert(entry, token, &generations)
            return entry
        }
    }

    func insert(_ entry: Entry, for token: String) {
        generations.withLock { insert(entry, token, &$0) }
    }

    func removeAll() {
        generations.withLock { $0 = Generations() }
    }

    var count: Int { generations.withLock { $0.young.count + $0.old.count } }

    private func insert(_ entry: Entry, _ token: String, _ generations: inout Generations) {
        if generations.young.count >= capacity / 2 {
            generations.old = generations.young
            generations.young = [:]
        }
        generations.young[token] = entry
    }
}
