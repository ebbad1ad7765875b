// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A statement with its values. An interpolation binds a parameter and never pastes text:
///
///     "select name from ledger.account where book_id = \(book) and code = any(\(codes))"
///
/// Text comes from literals of the source alone (`StaticString`), so that no value can become SQL.
package struct SQL: Sendable {
    /// The wire protocol counts parameters in 16 bits.
    package static let parameterLimit = 65_535

    private(set) var segments: [Segment] = []
    private(set) var types: [UInt32] = []
    private var slots: [Slot] = []
    /// Not worth preparing: its text will not come again.
    private(set) var isOneOff = false
    private var buffer = PostgresBuffer()

    /// Where a parameter lies in the buffer; a length of -1 is null.
    private struct Slot: Sendable {
        var offset: Int
        var length: Int
    }

    package static func + (first: SQL, second: SQL) -> SQL {
        var sum = first
        sum.append(second)
        return sum
    }

    package static func += (first: inout SQL, second: SQL) {
        first.append(second)
    }

    /// Adds a clause; its parameters are numbered after those that are there.
    package mutating func append(_ other: SQL) {
        let shift = buffer.bytes.count
        segments += other.segments
        types += other.types
        isOneOff = isOneOff || other.isOneOff
        slots += other.slots.map { Slot(offset: $0.offset + shift, length: $0.length) }
        buffer.append(bytes: other.buffer.bytes)
    }

    mutating func append(literal: StaticString) {
        if literal.utf8CodeUnitCount > 0 { segments.append(.literal(literal)) }
    }

    /// A setting's value changes from call to call, and SET takes no parameters.
    static func set(local setting: StaticString, to value: Int64) -> SQL {
        var sql: SQL = "set local "
        sql.append(literal: setting)
        sql.append(literal: " = ")
        sql.segments.append(.number(value))
        sql.isOneOff = true
        return sql
    }

    /// Names that come at run time make statements that rarely come again.
    mutating func append(name: String, isOneOff: Bool = false) {
        segments.append(.name(name))
        self.isOneOff = self.isOneOff || isOneOff
    }

    mutating func bind<Value: PostgresBindable>(_ value: Value) {
        segments.append(.parameter)
        types.append(Value.postgresType.oid)
        let offset = buffer.bytes.count
        if value.isPostgresNull {
            slots.append(Slot(offset: offset, length: -1))
        } else {
            value.encode(into: &buffer)
            slots.append(Slot(offset: offset, length: buffer.bytes.count - offset))
        }
    }

    /// The text that the server sees, with `$1`, `$2` and so on for the parameters.
    package var text: String {
        var text = ""
        var number = 0
        for segment in segments {
            switch segment {
            case .literal(let literal): text += literal.description
            case .name(let name): text += "\"\(name)\""
            case .number(let number): text += String(number)
            case .parameter:
                number += 1
                text += "$\(number)"
            }
        }
        return text
    }

    /// Why this statement cannot be sent, if so.
    var defect: PostgresError? {
        if types.count > Self.parameterLimit { return .encoding("more than \(Self.parameterLimit) parameters") }
        if let index = types.firstIndex(of: PostgresType.unsupported.oid) {
            return .encoding("parameter \(index + 1) is an array of a type that has no arrays")
        }
        return nil
    }

    /// Passes pointers to the encoded values, their lengths and their formats (all binary), as libpq wants them.
    func withParameters<Answer>(
        _ body: ([UnsafePointer<CChar>?], [CInt], [CInt]) -> Answer
    ) -> Answer {
        // A value of no bytes still needs an address, or libpq takes it for null.
        let bytes = buffer.bytes.isEmpty ? [0] : buffer.bytes
        return bytes.withUnsafeBytes { raw in
            let base = raw.baseAddress!.assumingMemoryBound(to: CChar.self)
            return body(
                slots.map { $0.length < 0 ? nil : base + $0.offset },
                slots.map { CInt(max(0, $0.length)) },
                [CInt](repeating: 1, count: slots.count))
        }
    }
}

extension SQL {
    enum Segment: Hashable, Sendable {
        case literal(StaticString)
        case name(String)
        case number(Int64)
        case parameter

        /// Literals are told apart by their address: the same line of source is the same statement, and looking
        /// up a prepared statement does not read its text.
        private static func address(_ literal: StaticString) -> UInt {
            literal.hasPointerRepresentation
                ? UInt(bitPattern: literal.utf8Start) : UInt(literal.unicodeScalar.value)
        }

        static func == (first: Segment, second: Segment) -> Bool {
            switch (first, second) {
            case (.literal(let a), .literal(let b)):
                address(a) == address(b) && a.utf8CodeUnitCount == b.utf8CodeUnitCount
            case (.name(let a), .name(let b)): a == b
            case (.number(let a), .number(let b)): a == b
            case (.parameter, .parameter): true
            default: false
            }
        }

        func hash(into hasher: inout Hasher) {
            switch self {
            case .literal(let literal): hasher.combine(Self.address(literal))
            case .name(let name): hasher.combine(name)
            case .number(let number): hasher.combine(number)
            case .parameter: hasher.combine(0 as UInt8)
            }
        }
    }
}
