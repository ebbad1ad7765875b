// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What could not be booked, with line number, reason and the line as it stood: mend it there and import the rest.
final class RejectFile {
    let path: String
    private var descriptor: Int32?
    private(set) var count = 0

    /// Takes the place of one that an earlier run has left.
    init(path: String) throws {
        self.path = path
        guard unlink(path) == 0 || errno == ENOENT else { throw FileAccess.failure("cannot replace", path) }
    }

    deinit {
        if let descriptor { FileAccess.close(descriptor) }
    }

    func add(_ line: SourceLine, reason: String) throws {
        try add(line: line.number, reason: reason, text: line.source)
    }

    /// The file is made with the first line.
    func add(line: Int, reason: String, text: [UInt8]) throws {
        if descriptor == nil {
            let opened = try FileAccess.openForAppending(path)
            descriptor = opened
            try write(["Line", "Reason", "Text"].map { Array($0.utf8) }, to: opened)
        }
        if let descriptor {
            try write([Array(String(line).utf8), Array(reason.utf8), text], to: descriptor)
        }
        count += 1
    }

    private func write(_ fields: [[UInt8]], to descriptor: Int32) throws {
        try FileAccess.writeAll(CSVWriter.record(fields), to: descriptor, path: path)
    }
}
