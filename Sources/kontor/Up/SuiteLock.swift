// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Held by the one process that looks after a data directory. The kernel lets go of it when that process ends, however
/// it ends, so there is no stale lock.
struct SuiteLock: ~Copyable, Sendable {
    private let descriptor: Int32

    /// Absent while another process holds it.
    static func acquire(_ directory: DataDirectory) throws -> SuiteLock? {
        let descriptor = try FileAccess.openForAppending(directory.lockFile)
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return SuiteLock(descriptor: descriptor) }
        let reason = errno
        FileAccess.close(descriptor)
        guard reason == EWOULDBLOCK else {
            throw FileAccess.failure("cannot lock", directory.lockFile, reason: reason)
        }
        return nil
    }

    /// True while some process holds it.
    static func isHeld(_ directory: DataDirectory) throws -> Bool {
        guard let lock = try acquire(directory) else { return true }
        lock.release()
        return false
    }

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    consuming func release() {
        FileAccess.close(descriptor)
    }
}
