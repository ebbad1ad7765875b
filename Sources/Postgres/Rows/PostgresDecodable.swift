// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A value that can be read from a column.
package protocol PostgresDecodable: SendableMetatype {
    /// Reads the binary form; throws `PostgresError.decoding` on null, on another type and out of range.
    init(field: PostgresField) throws
    /// Reads an array of this from its binary form.
    static func decodeArray(_ field: PostgresField) throws -> [Self]
}

/// One column of one row, in PostgreSQL's binary format. It is valid only while it is being decoded.
package struct PostgresField {
    package let type: PostgresType
    /// Nil is null.
    package let bytes: UnsafeRawBufferPointer?
    /// From 1, for errors.
    let column: Int

    /// The bytes; throws on null.
    package func required(as wanted: Any.Type) throws -> UnsafeRawBufferPointer {
        guard let bytes else { throw failure("null", as: wanted) }
        return bytes
    }

    /// The value of a fixed-width integer at an offset; throws when the field ends before it.
    func integer<Integer: FixedWidthInteger>(
        _ kind: Integer.Type, at offset: Int = 0, as wanted: Any.Type
    ) throws -> Integer {
        let bytes = try required(as: wanted)
        guard offset + MemoryLayout<Integer>.size <= bytes.count else { throw failure("too short", as: wanted) }
        return Integer(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Integer.self))
    }

    /// Says which column could not become what, and never shows its value.
    package func failure(_ problem: String, as wanted: Any.Type) -> PostgresError {
        .decoding("column \(column) of type \(type.oid) as \(wanted): \(problem)")
    }

    package func mismatch(_ wanted: Any.Type) -> PostgresError {
        failure("another type", as: wanted)
    }
}

extension PostgresDecodable {
    package static func decodeArray(_ field: PostgresField) throws -> [Self] {
        let bytes = try field.required(as: [Self].self)
        let dimensions = try field.integer(Int32.self, as: [Self].self)
        guard dimensions <= 1 else { throw field.failure("more than one dimension", as: [Self].self) }
        let element = PostgresType(oid: try field.integer(UInt32.self, at: 8, as: [Self].self))
        guard dimensions == 1 else { return [] }
        let count = Int(try field.integer(Int32.self, at: 12, as: [Self].self))
        var values: [Self] = []
        values.reserveCapacity(count)
        var offset = 20
        for _ in 0..<count {
            let length = Int(try field.integer(Int32.self, at: offset, as: [Self].self))
            offset += 4
            guard length <= bytes.count - offset else { throw field.failure("too short", as: [Self].self) }
            let part = length < 0 ? nil : UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)])
            values.append(try Self(field: PostgresField(type: element, bytes: part, column: field.column)))
            offset += max(0, length)
        }
        return values
    }
}
