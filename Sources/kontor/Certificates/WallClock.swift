// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import FoundationEssentials

/// The one place where the command line reads the time of day.
enum WallClock {
    static var now: Date { Date.now }
}
