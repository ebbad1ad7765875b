// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Writes fields as RFC 4180 wants them.
package enum CSVWriter {
    /// One record with its line end.
    package static func record(_ fields: [[UInt8]], delimiter: UInt8 = UInt8(ascii: ",")) -> [UInt8] {
        var record: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0 { record.append(delimiter) }
            record += escaped(field, delimiter)
        }
        record.append(UInt8(ascii: "\n"))
        return record
    }

    private static func escaped(_ field: [UInt8], _ delimiter: UInt8) -> [UInt8] {
        let special: [UInt8] = Array("\"\r\n".utf8) + [delimiter]
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
