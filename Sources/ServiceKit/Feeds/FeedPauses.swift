// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Synchronization

/// Which feeds failed of late, and until when each is left alone.
final class FeedPauses: Sendable {
    private struct Pause {
        var failures = 0
        var end: ContinuousClock.Instant
    }

    private let pauses = Mutex<[FeedProjection: Pause]>([:])

    func isDue(_ projection: FeedProjection) -> Bool {
        pauses.withLock { $0[projection].map { $0.end <= .now } ?? true }
    }

    func succeeded(_ projection: FeedProjection) {
        pauses.withLock { $0[projection] = nil }
    }

    func failed(_ projection: FeedProjection, longest: Duration) {
        pauses.withLock { pauses in
            let failures = (pauses[projection]?.failures ?? 0) + 1
            let pause = FeedPauses.pause(after: failures, first: .seconds(1), longest: longest)
            pauses[projection] = Pause(failures: failures, end: .now + pause)
        }
    }

    /// Doubles with each failure, and is drawn at random from its upper half.
    static func pause(after failures: Int, first: Duration, longest: Duration) -> Duration {
        let pause = min(first * (1 << min(failures, 10)) / 2, longest)
        return failures == 0 ? first * Double.random(in: 0.8...1.2) : pause * Double.random(in: 0.5...1)
    }
}
