// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

// Arrays of the types that a journal's batch binds thousands of, written in one pass and without asking each value
// through its protocol.

extension PostgresBuffer {
    mutating func append<Integer: FixedWidthInteger & BitwiseCopyable>(array values: [Integer], of type: PostgresType) {
        let size = MemoryLayout<Integer>.size
        let length = Int32(truncatingIfNeeded: size).bigEndian
        appendArrayHead(of: type, count: values.count, hasNulls: false)
        append(room: values.count * (4 + size)) { room in
            var offset = 0
            for value in values {
                room.storeBytes(of: length, toByteOffset: offset, as: Int32.self)
                room.storeBytes(of: value.bigEndian, toByteOffset: offset + 4, as: Integer.self)
                offset += 4 + size
            }
        }
    }

    mutating func append<Integer: FixedWidthInteger & BitwiseCopyable>(
        optional values: [Integer?], of type: PostgresType
    ) {
        let size = MemoryLayout<Integer>.size
        let length = Int32(truncatingIfNeeded: size).bigEndian
        let nulls = values.reduce(0) { $1 == nil ? $0 + 1 : $0 }
        appendArrayHead(of: type, count: values.count, hasNulls: nulls > 0)
        append(room: values.count * (4 + size) - nulls * size) { room in
            var offset = 0
            for value in values {
                room.storeBytes(of: value == nil ? -1 : length, toByteOffset: offset, as: Int32.self)
                offset += 4
                guard let value else { continue }
                room.storeBytes(of: value.bigEndian, toByteOffset: offset, as: Integer.self)
                offset += size
            }
        }
    }

    mutating func append(array values: [String], of type: PostgresType) {
        appendArrayHead(of: type, count: values.count, hasNulls: false)
        let size = values.reduce(0) { $0 + $1.utf8.count }
        append(room: values.count * 4 + size) { room in
            var offset = 0
            for value in values { PostgresBuffer.put(value, into: room, at: &offset) }
        }
    }

    mutating func append(optional values: [String?], of type: PostgresType) {
        appendArrayHead(of: type, count: values.count, hasNulls: values.contains { $0 == nil })
        let size = values.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
        append(room: values.count * 4 + size) { room in
            var offset = 0
            for value in values {
                if let value {
                    PostgresBuffer.put(value, into: room, at: &offset)
                } else {
                    room.storeBytes(of: -1, toByteOffset: offset, as: Int32.self)
                    offset += 4
                }
            }
        }
    }

    private static func put(_ text: String, into room: UnsafeMutableRawBufferPointer, at offset: inout Int) {
        var text = text
        text.withUTF8 { bytes in
            room.storeBytes(
                of: Int32(truncatingIfNeeded: bytes.count).bigEndian, toByteOffset: offset, as: Int32.self)
            UnsafeMutableRawBufferPointer(rebasing: room[(offset + 4)...]).copyMemory(
                from: UnsafeRawBufferPointer(bytes))
            offset += 4 + bytes.count
        }
    }
}
