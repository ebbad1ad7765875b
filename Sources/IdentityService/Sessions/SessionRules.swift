// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What a refresh token is good for.
enum SessionRules {
    /// A session ends so long after it began, in seconds: at its first level of assurance NIST SP 800-63B asks for a
    /// new login every 30 days.
    static let greatestLife: Int64 = 30 * 86_400
    /// A session ends when it was not refreshed for so long, in seconds.
    static let greatestIdle: Int64 = 86_400
    /// For so long a spent token answers its successor again, in seconds: the first answer may have been lost.
    static let graceForLostAnswer: Int64 = 30

    /// A presented token and its session, as stored.
    struct Presented: Equatable {
        let expiresAt: Instant
        let usedAt: Instant?
        let successorUsedAt: Instant?
        let sessionExpiresAt: Instant
        let sessionEndedAt: Instant?
        let isUserActive: Bool
    }

    enum Verdict: Equatable {
        /// The first use.
        case rotate
        /// The answer to the first use seems lost.
        case repeatAnswer
        /// Two parties hold the token.
        case endFamily
        case refuse
    }

    static func judge(_ token: Presented, at now: Instant) -> Verdict {
        guard token.sessionEndedAt == nil, now < token.sessionExpiresAt, token.isUserActive else { return .refuse }
        guard let usedAt = token.usedAt else { return now < token.expiresAt ? .rotate : .refuse }
        let isWithinGrace = now <= usedAt.adding(seconds: graceForLostAnswer)
        return isWithinGrace && token.successorUsedAt == nil ? .repeatAnswer : .endFamily
    }
}
