// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The `Encoder` that a type's `encode(to:)` sees: a place that waits for a value.
struct SlotEncoder: Encoder {
    let writer: JSONWriter
    let slot: Int
    /// Level of the container that would fill the slot.
    let depth: Int

    var codingPath: [any CodingKey] { writer.codingPath(to: depth) }
    var userInfo: [CodingUserInfoKey: Any] { writer.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedWriter<Key>(filling: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedWriter(filling: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        ValueWriter(writer: writer, slot: slot, depth: depth)
    }
}

/// A value that is one JSON value.
struct ValueWriter: SingleValueEncodingContainer {
    let writer: JSONWriter
    let slot: Int
    let depth: Int

    var codingPath: [any CodingKey] { writer.codingPath(to: depth) }

    func encodeNil() throws { try writer.state.pointee.writeNull(in: slot) }
    func encode<T: Encodable>(_ value: T) throws { try writer.encode(value, in: slot) }
    func encode(_ value: Bool) throws { try writer.state.pointee.write(value, in: slot) }
    func encode(_ value: String) throws { try writer.state.pointee.write(value, in: slot) }
    func encode(_ value: Double) throws { try writer.state.pointee.write(value, in: slot) }
    func encode(_ value: Float) throws { try writer.state.pointee.write(value, in: slot) }
    func encode(_ value: Int) throws { try writer.state.pointee.write(value, in: slot) }
    func encode(_ value: Int8) throws { try writer.state.pointee.write(value, in: slot) }
    func encode(_ value: Int16) throws { try writer.state.pointee.write(value, in: slot) }
    func encode(_ value: Int32) throws { try writer.state.pointee.write(value, in: slot) }
    func encode(_ value: Int64) throws { try writer.state.pointee.write(value, in: slot) }
    func encode(_ value: Int128) throws { try writer.state.pointee.write(value, in: slot) }
    func encode(_ value: UInt) throws { try writer.state.pointee.write(value, in: slot) }
    func encode(_ value: UInt8) throws { try writer.state.pointee.write(value, in: slot) }
    func encode(_ value: UInt16) throws { try writer.state.pointee.write(value, in: slot) }
    func encode(_ value: UInt32) throws { try writer.state.pointee.write(value, in: slot) }
    func encode(_ value: UInt64) throws { try writer.state.pointee.write(value, in: slot) }
    func encode(_ value: UInt128) throws { try writer.state.pointee.write(value, in: slot) }
}
