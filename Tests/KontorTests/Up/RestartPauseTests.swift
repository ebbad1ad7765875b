// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@testable import kontor

@Suite struct RestartPauseTests {
    @Test func oneThatEndsAtOnceWaitsLongerEachTimeAndNeverLongerThanTheLongest() {
        var pause = RestartPause()
        let pauses = (0..<9).map { _ in pause.next(afterRunning: .milliseconds(100)) }
        let expected: [Duration] = [0.5, 1, 2, 4, 8, 16, 30, 30, 30].map { .seconds($0) }
        #expect(pauses == expected)
    }

    @Test func oneThatHasRunForAMinuteWaitsAsShortAsTheFirstTime() {
        var pause = RestartPause()
        for _ in 0..<5 { _ = pause.next(afterRunning: .seconds(59)) }
        #expect(pause.next(afterRunning: .seconds(60)) == .milliseconds(500))
        #expect(pause.next(afterRunning: .seconds(1)) == .seconds(1))
    }
}
