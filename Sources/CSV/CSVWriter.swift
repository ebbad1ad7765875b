// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Writes fields as RFC 4180 wants them.
package enum CSVWriter {
    /// One record with its line end.
    package static func record(_ fields: [[UInt8]]) -> [UInt8] {
        var record: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0 { record.append(UInt8(ascii: ",")) }
            record += escaped(field)
        }
        record.append(UInt8(ascii: "\n"))
        return record
    }

    private static func escaped(_ field: [UInt8]) -> [UInt8] {
        let special: [UInt8] = Array("\",\r\n".utf8)
        guard field.contains(where: { special.contains($0) }) else { return field }
        var escaped: [UInt8] = [UInt8(ascii: "\"")]
        for byte in field {
            if byte == UInt8(ascii: "\"") { escaped.append(byte) }
            escaped.append(byte)
        }
        escaped.append(UInt8(ascii: "\""))
        return escaped
    }
}
