// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The elements of an array.
struct UnkeyedWriter: UnkeyedEncodingContainer {
    let writer: JSONWriter
    private let slot: UInt32
    private let level: UInt32
    private(set) var count = 0

    init(filling encoder: SlotEncoder) {
        writer = encoder.writer
        slot = UInt32(truncatingIfNeeded: encoder.slot)
        level = UInt32(
            truncatingIfNeeded: writer.state.pointee.open(isObject: false, in: encoder.slot, depth: encoder.depth))
    }

    var codingPath: [any CodingKey] { writer.codingPath(to: Int(level)) }

    @inline(__always)
    private mutating func element() throws -> Int {
        count += 1
        return try writer.state.pointee.beginElement(at: Int(level), of: Int(slot))
    }

    mutating func encodeNil() throws { try writer.state.pointee.writeNull(in: try element()) }

    mutating func encode<T: Encodable>(_ value: T) throws { try writer.encode(value, in: try element()) }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        elementEncoder().container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        elementEncoder().unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { elementEncoder() }

    /// Nothing can be thrown here; the writer keeps the mistake and throws it in the end.
    private mutating func elementEncoder() -> SlotEncoder {
        SlotEncoder(writer: writer, slot: (try? element()) ?? -1, depth: Int(level) + 1)
    }

    private mutating func scalar<S: JSONWritable>(_ value: S) throws {
        try writer.state.pointee.write(value, in: try element())
    }

    mutating func encode(_ value: Bool) throws { try scalar(value) }
    mutating func encode(_ value: String) throws { try scalar(value) }
    mutating func encode(_ value: Double) throws { try scalar(value) }
    mutating func encode(_ value: Float) throws { try scalar(value) }
    mutating func encode(_ value: Int) throws { try scalar(value) }
    mutating func encode(_ value: Int8) throws { try scalar(value) }
    mutating func encode(_ value: Int16) throws { try scalar(value) }
    mutating func encode(_ value: Int32) throws { try scalar(value) }
    mutating func encode(_ value: Int64) throws { try scalar(value) }
    mutating func encode(_ value: Int128) throws { try scalar(value) }
    mutating func encode(_ value: UInt) throws { try scalar(value) }
    mutating func encode(_ value: UInt8) throws { try scalar(value) }
    mutating func encode(_ value: UInt16) throws { try scalar(value) }
    mutating func encode(_ value: UInt32) throws { try scalar(value) }
    mutating func encode(_ value: UInt64) throws { try scalar(value) }
    mutating func encode(_ value: UInt128) throws { try scalar(value) }
}
