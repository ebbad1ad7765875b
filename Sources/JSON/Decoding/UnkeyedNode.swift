// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The elements of an array, one after the other. Elements that are left over are not an error.
struct UnkeyedNode: UnkeyedDecodingContainer {
    let run: DecodingRun
    private let index: UInt32
    /// The token of the next element.
    private var at: UInt32
    private(set) var currentIndex = 0

    init(run: DecodingRun, index: Int) throws(JSONDecodingError) {
        guard run.token(index).kind == .array else { throw run.mismatch(index, "must be an array") }
        run.open(index)
        self.run = run
        self.index = UInt32(truncatingIfNeeded: index)
        at = self.index + 1
    }

    var codingPath: [any CodingKey] { run.codingPath(to: Int(index)) }
    var count: Int? { Int(run.token(Int(index)).count) }
    var isAtEnd: Bool { at == run.token(Int(index)).next }

    /// Consumes the element only when it is null.
    mutating func decodeNil() throws -> Bool {
        guard run.token(try current()).kind == .null else { return false }
        advance()
        return true
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let value = try run.decode(type, at: try current())
        advance()
        return value
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        let nested = try KeyedNode<NestedKey>(run: run, index: try current())
        advance()
        return KeyedDecodingContainer(nested)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let nested = try UnkeyedNode(run: run, index: try current())
        advance()
        return nested
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = NodeDecoder(run: run, index: try current())
        advance()
        return decoder
    }

    private func current() throws(JSONDecodingError) -> Int {
        if isAtEnd {
            let path = run.path(to: Int(index)) + "[\(currentIndex)]"
            throw JSONDecodingError(kind: .missing, path: path, rule: "is required")
        }
        return Int(at)
    }

    private mutating func advance() {
        at = run.token(Int(at)).next
        currentIndex += 1
    }

    private mutating func scalar<S: JSONScalar>() throws(JSONDecodingError) -> S {
        let value = try S.read(try current(), in: run)
        advance()
        return value
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try scalar() }
    mutating func decode(_ type: String.Type) throws -> String { try scalar() }
    mutating func decode(_ type: Double.Type) throws -> Double { try scalar() }
    mutating func decode(_ type: Float.Type) throws -> Float { try scalar() }
    mutating func decode(_ type: Int.Type) throws -> Int { try scalar() }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try scalar() }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try scalar() }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try scalar() }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try scalar() }
    mutating func decode(_ type: Int128.Type) throws -> Int128 { try scalar() }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try scalar() }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try scalar() }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try scalar() }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try scalar() }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try scalar() }
    mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try scalar() }
}
