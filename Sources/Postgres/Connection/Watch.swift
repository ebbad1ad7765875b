// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What can end the wait of one order before the server answers.
struct Watch: Sendable {
    enum Interruption: Sendable {
        case cancelled
        case deadline
    }

    /// How long the server may take to answer after it was asked to cancel; then the connection is given up.
    static let cancelGrace = Duration.seconds(5)

    let deadline: ContinuousClock.Instant?
    let isCancelled: @Sendable () -> Bool

    func interruption(at now: ContinuousClock.Instant) -> Interruption? {
        if isCancelled() { return .cancelled }
        if let deadline, deadline <= now { return .deadline }
        return nil
    }
}
