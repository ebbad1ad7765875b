// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@testable import IdentityService

@Suite struct KeyRotationRulesTests {
    private let now = Clocks.start

    private func next(age: Int64) -> KeyTimes {
        KeyTimes(state: .next, createdAt: now.adding(seconds: -age))
    }

    private func active(age: Int64) -> KeyTimes {
        let since = now.adding(seconds: -age)
        return KeyTimes(state: .active, createdAt: since, activatedAt: since)
    }

    private func retired(since age: Int64) -> KeyTimes {
        let since = now.adding(seconds: -age)
        return KeyTimes(state: .retired, createdAt: since, activatedAt: since, retiredAt: since)
    }

    @Test func theFirstStartMakesAKeyThatSignsAndOneThatWaits() {
        #expect(KeyRotationRules.steps(for: [], at: now) == [.createActive, .createNext])
    }

    @Test func nothingHappensWhileTheKeyIsYoung() {
        #expect(KeyRotationRules.steps(for: [active(age: 10), next(age: 10)], at: now).isEmpty)
        let almost = KeyRotationRules.signingLife - 1
        #expect(KeyRotationRules.steps(for: [active(age: almost), next(age: almost)], at: now).isEmpty)
    }

    @Test func anOldKeyGivesWayToTheNext() {
        let keys = [active(age: KeyRotationRules.signingLife), next(age: KeyRotationRules.publishedBeforeSigning)]
        #expect(KeyRotationRules.steps(for: keys, at: now) == [.activateNext, .createNext])
    }

    @Test func aKeyThatNobodyKnowsYetDoesNotSign() {
        let keys = [
            active(age: KeyRotationRules.signingLife * 2), next(age: KeyRotationRules.publishedBeforeSigning - 1),
        ]
        #expect(KeyRotationRules.steps(for: keys, at: now).isEmpty)
    }

    @Test func aRetiredKeyIsWithdrawnWhenNoTokenOfItHolds() {
        let after = KeyRotationRules.publishedAfterRetirement
        #expect(KeyRotationRules.publishedAfterRetirement > TokenSubject.lifetime.rawValue + 2 * 60)
        let keys = [retired(since: after), retired(since: after - 1), active(age: 5), next(age: 5)]
        #expect(KeyRotationRules.steps(for: keys, at: now) == [.withdraw(0)])
    }

    @Test func aMissingNextKeyIsMade() {
        #expect(KeyRotationRules.steps(for: [active(age: 5)], at: now) == [.createNext])
    }
}
