// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Glibc

/// A thread of its own for calls that block. libpq blocks, and the threads of Swift's pool must not.
enum WorkerThread {
    /// libpq and OpenSSL need little.
    private static let stackSize = 512 * 1_024

    private final class Body {
        let run: () -> Void

        init(run: @escaping () -> Void) {
            self.run = run
        }
    }

    /// Runs `body` on a new thread, which takes no signals: those are for the process's own threads.
    static func start(_ body: @escaping @Sendable () -> Void) throws {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackSize)
        pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let box = Unmanaged.passRetained(Body(run: body))
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, &attributes,
            { argument in
                Unmanaged<Body>.fromOpaque(argument!).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        if failure != 0 {
            box.release()
            throw PostgresError.configuration("no thread for a PostgreSQL connection (error \(failure))")
        }
    }
}
