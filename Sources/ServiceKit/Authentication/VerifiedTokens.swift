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
        var young: [Text: Entry] = [:]
        var old: [Text: Entry] = [:]
    }

    /// A token that hashes by its end: that is part of the signature, which nobody can choose.
    private struct Text: Hashable {
        let token: String

        func hash(into hasher: inout Hasher) {
            var word: UInt64 = 0
            for byte in token.utf8.suffix(16) { word = word << 5 ^ word >> 59 ^ UInt64(byte) }
            hasher.combine(word)
        }
    }

    private let generations = Mutex(Generations())
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
    }

    subscript(token: String) -> Entry? {
        let text = Text(token: token)
        return generations.withLock { generations in
            if let entry = generations.young[text] { return entry }
            guard let entry = generations.old[text] else { return nil }
            insert(entry, text, &generations)
            return entry
        }
    }

    func insert(_ entry: Entry, for token: String) {
        generations.withLock { insert(entry, Text(token: token), &$0) }
    }

    func removeAll() {
        generations.withLock { $0 = Generations() }
    }

    var count: Int { generations.withLock { $0.young.count + $0.old.count } }

    private func insert(_ entry: Entry, _ token: Text, _ generations: inout Generations) {
        if generations.young.count >= capacity / 2 {
            generations.old = generations.young
            generations.young = [:]
        }
        generations.young[token] = entry
    }
}
