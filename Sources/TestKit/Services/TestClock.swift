// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import ServiceKit
import Synchronization

/// A clock that stands until a test moves it.
package final class TestClock: Sendable {
    private let instant: Mutex<Instant>

    package init(at instant: Instant = Clocks.start) {
        self.instant = Mutex(instant)
    }

    package func advance(bySeconds seconds: Int64) {
        instant.withLock { $0 = $0.adding(seconds: seconds) }
    }

    package func set(_ instant: Instant) {
        self.instant.withLock { $0 = instant }
    }

    package var now: Instant { instant.withLock { $0 } }

    package var clock: Clock {
        Clock { self.now }
    }
}

package enum Clocks {
    /// 2026-01-15T09:00:00Z, a Thursday.
    package static let start = Instant(microseconds: 1_768_467_600_000_000)
}
