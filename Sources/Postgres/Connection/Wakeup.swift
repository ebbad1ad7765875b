// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CPostgres
import Glibc

/// Lets a thread wait for a socket, for a moment, and for another thread's signal, all at once.
final class Wakeup: Sendable {
    private let descriptor: CInt

    init() throws {
        descriptor = eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK))
        if descriptor < 0 {
            throw PostgresError.configuration("no event descriptor (errno \(errno)): too many open files?")
        }
    }

    deinit {
        close(descriptor)
    }

    func signal() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    /// Waits for a signal, for `events` on `socket` (-1 is none), or until `deadline`. Answers what the socket has.
    func wait(socket: CInt, events: CInt, until deadline: ContinuousClock.Instant?) -> CInt {
        var entries = (
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: socket, events: Int16(truncatingIfNeeded: events), revents: 0)
        )
        let limit = deadline.map { max(0, ContinuousClock.now.duration(to: $0).milliseconds) } ?? -1
        withUnsafeMutableBytes(of: &entries) { raw in
            _ = poll(raw.baseAddress?.assumingMemoryBound(to: pollfd.self), 2, CInt(clamping: limit))
        }
        if entries.0.revents != 0 {
            var count: UInt64 = 0
            _ = read(descriptor, &count, 8)
        }
        return CInt(entries.1.revents)
    }
}
