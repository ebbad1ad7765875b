// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Synchronization

/// A thread that does a pool's timed work: it ends waits that took too long and tries lost connections again.
final class Keeper: Sendable {
    enum Next {
        /// Until then or until a signal; nil is until a signal.
        case wait(ContinuousClock.Instant?)
        case stop
    }

    private let wakeup: Wakeup
    private let isStopped = Atomic<Bool>(false)

    init() throws {
        wakeup = try Wakeup()
    }

    func start(_ work: @escaping @Sendable () -> Next) throws {
        try WorkerThread.start { [self] in
            while !isStopped.load(ordering: .acquiring), case .wait(let instant) = work() {
                _ = wakeup.wait(socket: -1, events: 0, until: instant)
            }
        }
    }

    func signal() {
        wakeup.signal()
    }

    func stop() {
        isStopped.store(true, ordering: .releasing)
        wakeup.signal()
    }
}
