// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import FoundationEssentials

/// The one place where the command line reads the time of day.
enum WallClock {
    static var now: Date { Date.now }

    static var instant: Instant { Instant(microseconds: Int64(now.timeIntervalSince1970 * 1_000_000)) }
}
