// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A value within a scanned document. Cheap to copy; it keeps the whole document alive.
package struct JSONNode: Sendable {
    package enum Kind: UInt8, Sendable {
        case object, array, string, number, bool, null
    }

    let tape: Tape
    let index: Int

    package var kind: Kind { tape.tokens[index].kind }

    /// A copy of the source text of this value, to the byte: a string with its quotes and escapes, a number as it was
    /// written.
    package var rawBytes: ArraySlice<UInt8> {
        ArraySlice(tape.raw(index))
    }

    /// Members of an object, elements of an array; zero for everything else.
    package var count: Int { Int(tape.tokens[index].count) }

    package var isNull: Bool { kind == .null }

    package var bool: Bool? {
        guard kind == .bool else { return nil }
        return tape.raw(index)[0] == UInt8(ascii: "t")
    }

    /// Unescaped; may contain U+0000.
    package var string: String? {
        kind == .string ? tape.string(at: index) : nil
    }

    /// Nil unless this is a string or `name` is not what it spells; makes no String.
    package func isString(_ text: String) -> Bool {
        kind == .string && tape.string(at: index, is: text)
    }

    /// Nil for `1.0` and `1e3`, which are not written as integers, and for what does not fit.
    package var int64: Int64? {
        let token = tape.tokens[index]
        guard token.kind == .number, token.flags.contains(.integer) else { return nil }
        return NumberText.integer(tape.raw(index))
    }

    /// Correctly rounded; nil for what exceeds the greatest finite Double.
    package var double: Double? {
        guard kind == .number else { return nil }
        return NumberText.floatingPoint(tape.raw(index))
    }

    /// The first member of that name. The comparison is by Unicode scalars, after unescaping.
    package func member(_ name: String) -> JSONNode? {
        let object = tape.tokens[index]
        guard object.kind == .object else { return nil }
        var key = index + 1
        while key < Int(object.next) {
            if tape.string(at: key, is: name) { return JSONNode(tape: tape, index: key + 1) }
            key = Int(tape.tokens[key + 1].next)
        }
        return nil
    }

    /// A name that two members of this very object have, or nil. Objects inside it are not looked at.
    package var duplicateMember: String? {
        guard tape.tokens[index].flags.contains(.duplicates) else { return nil }
        var names: Set<String> = []
        return members.first { !names.insert($0.name).inserted }?.name
    }
}
