// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// The times of a signing key, from which follows what happens to it next.
struct KeyTimes: Sendable, Equatable {
    var state: StoredKey.State
    var createdAt: Instant
    var activatedAt: Instant?
    var retiredAt: Instant?

    /// When a retired key is no longer published.
    var withdrawnAt: Instant? {
        retiredAt.map { $0.adding(seconds: KeyRotationRules.publishedAfterRetirement) }
    }
}

/// When keys come, sign and go. All in seconds.
enum KeyRotationRules {
    /// How long a key signs.
    static let signingLife: Int64 = 30 * 86_400
    /// A key is published this long before it signs: verifiers ask for keys every minute.
    static let publishedBeforeSigning: Int64 = 600
    /// Longer than a token holds, with the skew that verifiers allow and the time until every replica signs with the
    /// next key.
    static let publishedAfterRetirement: Int64 = 3600

    enum Step: Equatable {
        /// The first key signs at once: nobody could know a key before it.
        case createActive
        case createNext
        case activateNext
        case withdraw(Int)
    }

    /// What is due now, in the order in which it is done. `withdraw` names the key by its index.
    static func steps(for keys: [KeyTimes], at now: Instant) -> [Step] {
        let active = keys.first { $0.state == .active }
        let next = keys.first { $0.state == .next }
        var steps = keys.indices.filter { (keys[$0].withdrawnAt ?? now.adding(seconds: 1)) <= now }.map(Step.withdraw)
        guard let active else {
            return steps + (next == nil ? [.createActive, .createNext] : [.activateNext, .createNext])
        }
        guard let next else { return steps + [.createNext] }
        let isOld = (active.activatedAt ?? active.createdAt).adding(seconds: signingLife) <= now
        let isKnown = next.createdAt.adding(seconds: publishedBeforeSigning) <= now
        if isOld && isKnown { steps += [.activateNext, .createNext] }
        return steps
    }
}
