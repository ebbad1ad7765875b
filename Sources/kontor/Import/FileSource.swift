// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file, or standard input.
final class FileSource: ByteSource {
    /// For messages.
    let name: String
    /// In bytes; nil when it cannot be known, as of a pipe.
    let size: Int?
    private let descriptor: Int32

    /// - Parameter path: `-` is standard input.
    init(path: String) throws {
        if path == "-" {
            name = "standard input"
            descriptor = 0
        } else {
            name = path
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw FileAccess.failure("cannot read", path) }
        }
        var status = stat()
        let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        size = isFile ? Int(status.st_size) : nil
    }

    deinit {
        if descriptor != 0 { FileAccess.close(descriptor) }
    }

    func read(atMost count: Int) throws -> [UInt8] {
        while true {
            var result = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                result = FileAccess.readOnce(descriptor, UnsafeMutableRawBufferPointer(buffer))
                filled = max(0, result)
            }
            if result >= 0 { return chunk }
            if errno != EINTR { throw FileAccess.failure("cannot read", name) }
        }
    }
}
