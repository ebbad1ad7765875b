// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CPostgres
import Synchronization

/// Asks the server to cancel what one connection runs. libpq dials a connection of its own for that and blocks,
/// so it happens on another thread, at most one at a time for a connection.
// Sendable: a PGcancel never changes, and PQcancel may be called from any thread.
final class Canceller: @unchecked Sendable {
    private let handle: OpaquePointer
    private let wakeup: Wakeup
    private let running = Atomic<Bool>(false)

    /// Nil when there is no connection to cancel.
    init?(connection: OpaquePointer, wakeup: Wakeup) {
        guard let handle = PQgetCancel(connection) else { return nil }
        self.handle = handle
        self.wakeup = wakeup
    }

    deinit {
        PQfreeCancel(handle)
    }

    /// Whether a request is still under way; until then the next statement could be hit by it.
    var isRunning: Bool { running.load(ordering: .acquiring) }

    /// Starts the request and signals the connection's thread at its end. Without a thread there is no request,
    /// and the wait for the answer ends by its grace.
    func start() {
        running.store(true, ordering: .releasing)
        do {
            try WorkerThread.start { [self] in
                var problem = [CChar](repeating: 0, count: 256)
                PQcancel(handle, &problem, CInt(problem.count))
                finish()
            }
        } catch {
            finish()
        }
    }

    private func finish() {
        running.store(false, ordering: .releasing)
        wakeup.signal()
    }
}
