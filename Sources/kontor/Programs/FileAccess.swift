// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files with the modes and the durability that secrets and state need.
enum FileAccess {
    /// For the owner alone.
    static let secretMode: mode_t = 0o600

    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    static func isExecutable(_ path: String) -> Bool {
        access(path, X_OK) == 0
    }

    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot read", path) }
        defer { close(descriptor) }
        return try drain(descriptor, path)
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try read(path), as: UTF8.self)
    }

    static func end(of path: String, window: UInt64) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot read", path) }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        lseek(descriptor, max(0, size - off_t(window)), SEEK_SET)
        return try drain(descriptor, path)
    }

    /// Replaces the file as a whole: a reader, or a run after a crash, finds the old bytes or the new ones.
    static func replace(_ path: String, with bytes: [UInt8], mode: mode_t) throws {
        let temporary = path + ".new"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure("cannot write", temporary) }
        defer { close(descriptor) }
        // The mode given to open is cut by the umask.
        guard fchmod(descriptor, mode) == 0 else { throw failure("cannot write", temporary) }
        try writeAll(bytes, to: descriptor, path: temporary)
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw failure("cannot write", path) }
    }

    static func replace(_ path: String, with text: String, mode: mode_t) throws {
        try replace(path, with: Array(text.utf8), mode: mode)
    }

    static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws {
        try bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                guard written >= 0 else {
                    if errno == EINTR { continue }
                    throw failure("cannot write", path)
                }
                rest = rest.dropFirst(written)
            }
        }
    }

    static func openForAppending(_ path: String) throws -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, secretMode)
        guard descriptor >= 0 else { throw failure("cannot write", path) }
        return descriptor
    }

    /// Empties a file that is there.
    static func create(_ path: String) throws -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, secretMode)
        guard descriptor >= 0 else { throw failure("cannot write", path) }
        return descriptor
    }

    static func close(_ descriptor: Int32) {
        _ = closeFile(descriptor)
    }

    /// Makes the folder and those above it; one that is there keeps its mode.
    static func makeDirectory(_ path: String, mode: mode_t) throws {
        if mkdir(path, mode) == 0 {
            guard chmod(path, mode) == 0 else { throw failure("cannot create", path) }
            return
        }
        let reason = errno
        var status = stat()
        if reason == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
        if reason == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try makeDirectory(String(path[..<slash]), mode: 0o755)
            return try makeDirectory(path, mode: mode)
        }
        throw failure("cannot create the folder", path, reason: reason)
    }

    static func failure(_ what: String, _ path: String, reason: Int32 = errno) -> Failure {
        Failure("\(what) \(path): \(String(cString: strerror(reason)))")
    }

    /// What `read(2)` answers: bytes read, 0 at the end, -1 with `errno`.
    static func readOnce(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        readBytes(descriptor, buffer)
    }

    private static func drain(_ descriptor: Int32, _ path: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = buffer.withUnsafeMutableBytes { readOnce(descriptor, $0) }
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw failure("cannot read", path)
            }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}

// Under the names of the enum's own functions the C ones are out of sight.
private func closeFile(_ descriptor: Int32) -> Int32 { close(descriptor) }
private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}
