// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The members of an object.
struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: JSONWriter
    private let slot: Int
    private let level: Int

    init(filling encoder: SlotEncoder) {
        writer = encoder.writer
        slot = encoder.slot
        let isSorted = ObjectIdentifier(Key.self) == DictionaryKey.identifier
        level = writer.state.pointee.open(isObject: true, isSorted: isSorted, in: slot, depth: encoder.depth)
    }

    var codingPath: [any CodingKey] { writer.codingPath(to: level) }

    @inline(__always)
    private func member(_ name: String) throws -> SlotEncoder {
        let slot = try writer.state.pointee.beginMember(name, at: level, of: slot)
        return SlotEncoder(writer: writer, slot: slot, depth: level + 1)
    }

    @inline(__always)
    private func scalar<S: JSONWritable>(_ value: S, _ key: Key) throws {
        try writer.state.pointee.write(
            value, in: try writer.state.pointee.beginMember(key.stringValue, at: level, of: slot))
    }

    func encodeNil(forKey key: Key) throws {
        try writer.state.pointee.writeNull(
            in: try writer.state.pointee.beginMember(key.stringValue, at: level, of: slot))
    }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try writer.encode(value, in: try writer.state.pointee.beginMember(key.stringValue, at: level, of: slot))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        superEncoder(named: key.stringValue).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        superEncoder(named: key.stringValue).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { superEncoder(named: "super") }

    func superEncoder(forKey key: Key) -> any Encoder { superEncoder(named: key.stringValue) }

    /// Nothing can be thrown here; the writer keeps the mistake and throws it in the end.
    private func superEncoder(named name: String) -> SlotEncoder {
        (try? member(name)) ?? SlotEncoder(writer: writer, slot: -1, depth: level + 1)
    }

    func encode(_ value: Bool, forKey key: Key) throws { try scalar(value, key) }
    func encode(_ value: String, forKey key: Key) throws { try scalar(value, key) }
    func encode(_ value: Double, forKey key: Key) throws { try scalar(value, key) }
    func encode(_ value: Float, forKey key: Key) throws { try scalar(value, key) }
    func encode(_ value: Int, forKey key: Key) throws { try scalar(value, key) }
    func encode(_ value: Int8, forKey key: Key) throws { try scalar(value, key) }
    func encode(_ value: Int16, forKey key: Key) throws { try scalar(value, key) }
    func encode(_ value: Int32, forKey key: Key) throws { try scalar(value, key) }
    func encode(_ value: Int64, forKey key: Key) throws { try scalar(value, key) }
    func encode(_ value: Int128, forKey key: Key) throws { try scalar(value, key) }
    func encode(_ value: UInt, forKey key: Key) throws { try scalar(value, key) }
    func encode(_ value: UInt8, forKey key: Key) throws { try scalar(value, key) }
    func encode(_ value: UInt16, forKey key: Key) throws { try scalar(value, key) }
    func encode(_ value: UInt32, forKey key: Key) throws { try scalar(value, key) }
    func encode(_ value: UInt64, forKey key: Key) throws { try scalar(value, key) }
    func encode(_ value: UInt128, forKey key: Key) throws { try scalar(value, key) }
}

/// The key type that Dictionary encodes its string keys with. It has no name outside the standard library, so it is
/// caught by encoding a dictionary once.
private enum DictionaryKey {
    static let identifier: ObjectIdentifier? = {
        let probe = Probe()
        try? ["": 0].encode(to: probe)
        return probe.found
    }()

    private final class Probe: Encoder {
        var found: ObjectIdentifier?
        let codingPath: [any CodingKey] = []
        let userInfo: [CodingUserInfoKey: Any] = [:]
        private let slot: SlotEncoder

        init() {
            let writer = JSONWriter(userInfo: [:])
            slot = SlotEncoder(writer: writer, slot: writer.state.pointee.beginRoot(), depth: 0)
        }

        func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
            found = ObjectIdentifier(type)
            return KeyedEncodingContainer(KeyedWriter<Key>(probing: slot))
        }

        func unkeyedContainer() -> any UnkeyedEncodingContainer { slot.unkeyedContainer() }
        func singleValueContainer() -> any SingleValueEncodingContainer { slot.singleValueContainer() }
    }
}

extension KeyedWriter {
    /// For the probe itself, which must not ask for its own result.
    fileprivate init(probing encoder: SlotEncoder) {
        writer = encoder.writer
        slot = encoder.slot
        level = writer.state.pointee.open(isObject: true, in: slot, depth: encoder.depth)
    }
}
