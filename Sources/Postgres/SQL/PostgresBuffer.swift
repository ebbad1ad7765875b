// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Bytes in PostgreSQL's binary format: integers in network order, text in UTF-8.
package struct PostgresBuffer: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func append<Integer: FixedWidthInteger>(_ integer: Integer) {
        withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func append(bytes other: some Sequence<UInt8>) {
        bytes.append(contentsOf: other)
    }

    package mutating func append(utf8 text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// A length of four bytes before what `body` appends; -1 and nothing else when `body` answers false.
    mutating func appendField(_ body: (inout PostgresBuffer) -> Bool) {
        let start = bytes.count
        append(Int32(0))
        let length = body(&self) ? Int32(truncatingIfNeeded: bytes.count - start - 4) : -1
        withUnsafeBytes(of: length.bigEndian) { field in
            for (offset, byte) in field.enumerated() {
                bytes[start + offset] = byte
            }
        }
    }

    mutating func appendField(_ value: some PostgresBindable) {
        appendField { buffer in
            if value.isPostgresNull { return false }
            value.encode(into: &buffer)
            return true
        }
    }
}
