// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Held by one process at a time. The kernel lets go of it when that process ends, however it ends, so there is no
/// stale lock.
struct FileLock: ~Copyable, Sendable {
    private let descriptor: Int32

    /// Absent while another process holds it.
    static func acquire(_ path: String) throws -> FileLock? {
        let descriptor = try FileAccess.openForAppending(path)
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return FileLock(descriptor: descriptor) }
        let reason = errno
        FileAccess.close(descriptor)
        guard reason == EWOULDBLOCK else { throw FileAccess.failure("cannot lock", path, reason: reason) }
        return nil
    }

    /// - Throws: ``Failure`` when another process does not let go of it within a minute.
    static func wait(for path: String) async throws -> FileLock {
        for _ in 0..<600 {
            if let lock = try acquire(path) { return lock }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Failure("Another process holds \(path).")
    }

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    consuming func release() {
        FileAccess.close(descriptor)
    }
}

/// The lock of the one process that looks after a data directory.
enum SuiteLock {
    static func acquire(_ directory: DataDirectory) throws -> FileLock? {
        try FileLock.acquire(directory.lockFile)
    }

    /// True while some process holds it.
    static func isHeld(_ directory: DataDirectory) throws -> Bool {
        guard let lock = try acquire(directory) else { return true }
        lock.release()
        return false
    }
}
