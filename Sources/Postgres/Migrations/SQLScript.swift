// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Glibc

/// SQL from a file, as `psql` would run it. The only SQL that does not come from the program's own source.
package struct SQLScript: Sendable {
    /// Larger files are not hand-written SQL.
    package static let sizeLimit = 4 * 1_024 * 1_024

    let bytes: [UInt8]

    /// Throws `PostgresError.migration` naming the file when it cannot be read, is too long or is not UTF-8.
    package init(file path: String) throws {
        guard let file = fopen(path, "re") else {
            throw PostgresError.migration("\(path): cannot be read (errno \(errno))")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { break }
            bytes += chunk.prefix(count)
            guard bytes.count <= Self.sizeLimit else {
                throw PostgresError.migration("\(path): longer than \(Self.sizeLimit) bytes")
            }
        }
        guard ferror(file) == 0, String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else {
            throw PostgresError.migration("\(path): not a text in UTF-8")
        }
        self.bytes = bytes
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}
