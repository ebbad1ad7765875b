// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts

/// Learns a type's JSON Schema and an example by running its synthesised `init(from:)` against a decoder that reads
/// nothing: it notes each key asked for, whether its absence is allowed, and answers every value's own example.
///
/// A type that decodes differently depending on what it reads cannot be probed; contracts hold none.
package enum SchemaProbe {
    package static func probe<T: Decodable>(_ type: T.Type) throws -> (schema: Schema, example: T) {
        if let value = type as? any ContractValue.Type {
            guard let example = value.example as? T else { throw Unprobed(type: String(reflecting: type)) }
            return (value.schema, example)
        }
        let notes = Notes(elements: (type as? any BoundedList.Type)?.count ?? 0...Int.max)
        let example = try T(from: ProbeDecoder(notes: notes))
        return (notes.schema(), example)
    }

    /// The members of a params object, in the order of the contract's fields. A type that cannot be probed has none,
    /// which the reference and its tests show.
    package static func fields<T: Decodable>(of type: T.Type) -> [Schema.Property] {
        guard case .object(let properties)? = try? probe(type).schema else { return [] }
        return properties
    }

    package struct Unprobed: Error {
        package let type: String
    }
}

/// What a probed type asked for.
private final class Notes {
    private enum Shape {
        case nothing, object, list(Schema)
    }

    let elements: ClosedRange<Int>
    private var shape = Shape.nothing
    private var properties: [Schema.Property] = []

    init(elements: ClosedRange<Int>) {
        self.elements = elements
    }

    func noteObject() {
        if case .nothing = shape { shape = .object }
    }

    func note(_ key: any CodingKey, _ schema: Schema, isRequired: Bool) {
        shape = .object
        properties.append(.init(name: key.stringValue, schema: schema, isRequired: isRequired))
    }

    func noteElement(_ schema: Schema) {
        shape = .list(schema)
    }

    func schema() -> Schema {
        switch shape {
        case .object: .object(properties)
        case .list(let element): .list(of: element, count: elements)
        // A struct without members asks for nothing; a single value that is no contract value has thrown before.
        case .nothing: .object([])
        }
    }
}

private struct ProbeDecoder: Decoder {
    let notes: Notes
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        notes.noteObject()
        return KeyedDecodingContainer(ProbeKeyed(notes: notes))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer {
        ProbeUnkeyed(notes: notes)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        throw SchemaProbe.Unprobed(type: "a single value that is no contract value")
    }
}

private struct ProbeKeyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let notes: Notes
    let codingPath: [any CodingKey] = []
    let allKeys: [Key] = []

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        let (schema, example) = try SchemaProbe.probe(type)
        notes.note(key, schema, isRequired: true)
        return example
    }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        let (schema, example) = try SchemaProbe.probe(type)
        notes.note(key, schema, isRequired: false)
        return example
    }

    /// The protocol has one of its own for this type, which would ask `decode`, as for what is required.
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
        notes.note(key, .boolean, isRequired: false)
        return true
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        throw SchemaProbe.Unprobed(type: key.stringValue)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw SchemaProbe.Unprobed(type: key.stringValue)
    }

    func superDecoder() -> any Decoder { ProbeDecoder(notes: notes) }
    func superDecoder(forKey key: Key) -> any Decoder { ProbeDecoder(notes: notes) }
}

/// Answers as many elements as the list must have, and one at least.
private struct ProbeUnkeyed: UnkeyedDecodingContainer {
    let notes: Notes
    let codingPath: [any CodingKey] = []
    var currentIndex = 0

    var count: Int? { max(1, notes.elements.lowerBound) }
    var isAtEnd: Bool { currentIndex >= max(1, notes.elements.lowerBound) }

    mutating func decodeNil() -> Bool { false }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let (schema, example) = try SchemaProbe.probe(type)
        notes.noteElement(schema)
        currentIndex += 1
        return example
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        throw SchemaProbe.Unprobed(type: "a nested container")
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw SchemaProbe.Unprobed(type: "a nested list")
    }

    mutating func superDecoder() -> any Decoder { ProbeDecoder(notes: notes) }
}
