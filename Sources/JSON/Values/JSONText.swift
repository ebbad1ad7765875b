// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// JSON as text for people, and the pieces of it for those who write an envelope by hand.
package enum JSONText {
    /// In quotes, with the escapes that RFC 8259 demands.
    package static func quoted(_ string: String) -> String {
        var bytes: [UInt8] = []
        append(string, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends `string` in quotes.
    package static func append(_ string: String, to output: inout [UInt8]) {
        var text = TextBuffer()
        defer { text.deallocate() }
        text.append(string: string)
        output.append(contentsOf: text.bytes)
    }

    /// Two spaces a level, one member or element a line; scalars as they were written. No line feed at the end.
    package static func pretty(_ node: JSONNode) -> String {
        var lines = ""
        write(node, to: &lines, indent: "\n")
        return lines
    }

    package static func pretty(_ value: JSONValue) -> String {
        var lines = ""
        write(value, to: &lines, indent: "\n")
        return lines
    }

    private static func write(_ node: JSONNode, to lines: inout String, indent: String) {
        let inner = indent + "  "
        switch node.kind {
        case .object where node.count > 0:
            var separator = "{"
            for member in node.members {
                lines += separator + inner + quoted(member.name) + ": "
                write(member.value, to: &lines, indent: inner)
                separator = ","
            }
            lines += indent + "}"
        case .array where node.count > 0:
            var separator = "["
            for element in node.elements {
                lines += separator + inner
                write(element, to: &lines, indent: inner)
                separator = ","
            }
            lines += indent + "]"
        case .object: lines += "{}"
        case .array: lines += "[]"
        case .string, .number, .bool, .null: lines += String(decoding: node.rawBytes, as: UTF8.self)
        }
    }

    private static func write(_ value: JSONValue, to lines: inout String, indent: String) {
        let inner = indent + "  "
        switch value {
        case .object(let object) where !object.members.isEmpty:
            var separator = "{"
            for member in object.members {
                lines += separator + inner + quoted(member.name) + ": "
                write(member.value, to: &lines, indent: inner)
                separator = ","
            }
            lines += indent + "}"
        case .array(let elements) where !elements.isEmpty:
            var separator = "["
            for element in elements {
                lines += separator + inner
                write(element, to: &lines, indent: inner)
                separator = ","
            }
            lines += indent + "]"
        case .object: lines += "{}"
        case .array: lines += "[]"
        case .string(let string): lines += quoted(string)
        case .number(let text): lines += text
        case .bool(let value): lines += value ? "true" : "false"
        case .null: lines += "null"
        }
    }
}
