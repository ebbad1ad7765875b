// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How long to wait before a service that has ended is started again: at first not long, since callers wait for it,
/// and twice as long each time, since one that ends while it starts must not take the machine from the others.
struct RestartPause: Sendable {
    static let shortest: Duration = .milliseconds(500)
    static let longest: Duration = .seconds(30)
    /// Who ran this long has not ended for what he ended for before.
    static let steadyAfter: Duration = .seconds(60)

    private var following = Self.shortest

    mutating func next(afterRunning time: Duration) -> Duration {
        if time >= Self.steadyAfter { following = Self.shortest }
        defer { following = min(following * 2, Self.longest) }
        return following
    }
}
