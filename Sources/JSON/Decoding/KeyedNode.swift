// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The members of an object, or the elements of the positional root array under their names.
struct KeyedNode<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let run: DecodingRun
    let index: Int

    init(run: DecodingRun, index: Int) throws(JSONDecodingError) {
        let isPositional = run.fields != nil && index == run.root
        guard run.token(index).kind == .object || isPositional else { throw run.mismatch(index, "must be an object") }
        run.open(index)
        self.run = run
        self.index = index
    }

    var codingPath: [any CodingKey] { run.codingPath(to: index) }

    /// The members whose names are keys of this type; they count as asked for.
    var allKeys: [Key] {
        let node = JSONNode(tape: run.tape, index: index)
        guard node.kind == .object else {
            return (run.fields ?? []).prefix(node.count).compactMap(Key.init(stringValue:))
        }
        var keys: [Key] = []
        keys.reserveCapacity(node.count)
        for member in node.members {
            guard let key = Key(stringValue: member.name) else { continue }
            run.ask(member.value.index)
            keys.append(key)
        }
        return keys
    }

    func contains(_ key: Key) -> Bool { run.value(of: key.stringValue, in: index) != nil }

    func decodeNil(forKey key: Key) throws -> Bool { run.token(try required(key.stringValue)).kind == .null }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try run.decode(type, at: try required(key.stringValue))
    }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        guard let value = present(key.stringValue) else { return nil }
        return try run.decode(type, at: value)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        KeyedDecodingContainer(try KeyedNode<NestedKey>(run: run, index: try required(key.stringValue)))
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try UnkeyedNode(run: run, index: try required(key.stringValue))
    }

    func superDecoder() throws -> any Decoder {
        NodeDecoder(run: run, index: try required("super"))
    }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        NodeDecoder(run: run, index: try required(key.stringValue))
    }

    @inline(__always)
    func required(_ name: String) throws(JSONDecodingError) -> Int {
        guard let value = run.value(of: name, in: index) else { throw run.missing(name, in: index) }
        return value
    }

    /// Neither absent nor null.
    @inline(__always)
    func present(_ name: String) -> Int? {
        guard let value = run.value(of: name, in: index), run.token(value).kind != .null else { return nil }
        return value
    }
}
