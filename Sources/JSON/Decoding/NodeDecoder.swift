// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The `Decoder` that a type's `init(from:)` sees: a place on the tape.
struct NodeDecoder: Decoder {
    let run: DecodingRun
    let index: Int

    var codingPath: [any CodingKey] { run.codingPath(to: index) }
    var userInfo: [CodingUserInfoKey: Any] { run.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(try KeyedNode(run: run, index: index))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try UnkeyedNode(run: run, index: index)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        run.open(index)
        return ValueNode(run: run, index: index)
    }
}

/// A value that is one JSON value.
struct ValueNode: SingleValueDecodingContainer {
    let run: DecodingRun
    let index: Int

    var codingPath: [any CodingKey] { run.codingPath(to: index) }

    func decodeNil() -> Bool { run.token(index).kind == .null }

    func decode(_ type: Bool.Type) throws -> Bool { try .read(index, in: run) }
    func decode(_ type: String.Type) throws -> String { try .read(index, in: run) }
    func decode(_ type: Double.Type) throws -> Double { try .read(index, in: run) }
    func decode(_ type: Float.Type) throws -> Float { try .read(index, in: run) }
    func decode(_ type: Int.Type) throws -> Int { try .read(index, in: run) }
    func decode(_ type: Int8.Type) throws -> Int8 { try .read(index, in: run) }
    func decode(_ type: Int16.Type) throws -> Int16 { try .read(index, in: run) }
    func decode(_ type: Int32.Type) throws -> Int32 { try .read(index, in: run) }
    func decode(_ type: Int64.Type) throws -> Int64 { try .read(index, in: run) }
    func decode(_ type: Int128.Type) throws -> Int128 { try .read(index, in: run) }
    func decode(_ type: UInt.Type) throws -> UInt { try .read(index, in: run) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try .read(index, in: run) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try .read(index, in: run) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try .read(index, in: run) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try .read(index, in: run) }
    func decode(_ type: UInt128.Type) throws -> UInt128 { try .read(index, in: run) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try run.decode(type, at: index) }
}
