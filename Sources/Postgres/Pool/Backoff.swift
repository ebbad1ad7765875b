// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How long to wait before trying again: doubled each time, with jitter so that many callers do not meet again.
struct Backoff {
    let first: Duration
    let limit: Duration

    /// After so many failures, from 1: a random part, at least half, of the doubled wait.
    func delay(after failures: Int) -> Duration {
        let full = min(limit, first * (1 << min(max(0, failures - 1), 16)))
        return full * Double.random(in: 0.5...1)
    }
}
