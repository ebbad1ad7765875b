// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The rows that were not carried out, as they stood, with their lines and the reasons in two columns more: mend them
/// there, and import that file.
final class RecordRejects {
    let path: String
    private let columns: [String]
    private let delimiter: UInt8
    private var descriptor: Int32?
    private(set) var count = 0

    /// Takes the place of one that an earlier run has left.
    init(path: String, columns: [String], delimiter: UInt8) throws {
        self.path = path
        self.columns = columns
        self.delimiter = delimiter
        guard unlink(path) == 0 || errno == ENOENT else { throw FileAccess.failure("cannot replace", path) }
    }

    deinit {
        if let descriptor { FileAccess.close(descriptor) }
    }

    /// The file is made with the first row.
    func add(_ fields: [[UInt8]], line: Int, reason: String) throws {
        let file: Int32
        if let descriptor {
            file = descriptor
        } else {
            file = try FileAccess.openForAppending(path)
            descriptor = file
            try write(
                (columns + [RecordReader.lineColumn, RecordReader.reasonColumn]).map { Array($0.utf8) }, to: file)
        }
        let missing = [[UInt8]](repeating: [], count: max(0, columns.count - fields.count))
        try write(fields + missing + [Array(String(line).utf8), Array(reason.utf8)], to: file)
        count += 1
    }

    private func write(_ fields: [[UInt8]], to descriptor: Int32) throws {
        try FileAccess.writeAll(CSVWriter.record(fields, delimiter: delimiter), to: descriptor, path: path)
    }
}
