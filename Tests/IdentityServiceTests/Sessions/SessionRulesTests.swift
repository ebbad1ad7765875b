// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@testable import IdentityService

@Suite struct SessionRulesTests {
    static let now = Clocks.start

    private func judge(
        expiresIn: Int64 = 10, used secondsAgo: Int64? = nil, successorUsed: Bool = false, sessionExpiresIn: Int64 = 10,
        hasEnded: Bool = false, isUserActive: Bool = true
    ) -> SessionRules.Verdict {
        SessionRules.judge(
            SessionRules.Presented(
                expiresAt: Self.now.adding(seconds: expiresIn),
                usedAt: secondsAgo.map { Self.now.adding(seconds: -$0) },
                successorUsedAt: successorUsed ? Self.now : nil,
                sessionExpiresAt: Self.now.adding(seconds: sessionExpiresIn),
                sessionEndedAt: hasEnded ? Self.now : nil, isUserActive: isUserActive),
            at: Self.now)
    }

    @Test func aTokenIsGoodOnceAndForThirtySecondsMore() {
        #expect(judge() == .rotate)
        #expect(judge(used: 0) == .repeatAnswer)
        #expect(judge(used: 30) == .repeatAnswer)
        #expect(judge(used: 31) == .endFamily)
        #expect(judge(used: 1, successorUsed: true) == .endFamily)
    }

    @Test func nothingIsGoodAfterItsEnd() {
        #expect(judge(expiresIn: 0) == .refuse)
        #expect(judge(sessionExpiresIn: 0) == .refuse)
        #expect(judge(hasEnded: true) == .refuse)
        #expect(judge(isUserActive: false) == .refuse)
        #expect(judge(used: 31, hasEnded: true) == .refuse)
    }
}
