// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import Glibc

/// Where the time of day comes from: the system's clock in services, one that is set by hand in tests.
package struct Clock: Sendable {
    private let read: @Sendable () -> Instant

    package init(reading read: @escaping @Sendable () -> Instant) {
        self.read = read
    }

    package func now() -> Instant { read() }

    /// The system's clock in UTC. It may step when the host's time is corrected, so it measures no durations.
    package static let system = Clock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}
