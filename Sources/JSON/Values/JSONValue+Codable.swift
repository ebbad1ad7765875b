// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension JSONValue: Codable {
    /// From our own decoder, the text of numbers and the order of members are kept. Any other decoder has neither.
    package init(from decoder: any Decoder) throws {
        if let decoder = decoder as? NodeDecoder {
            decoder.run.takeWhole(decoder.index)
            self = JSONValue(JSONNode(tape: decoder.run.tape, index: decoder.index))
        } else if let container = try? decoder.container(keyedBy: PathKey.self) {
            self = .object(
                JSONObject(
                    try container.allKeys.map { ($0.stringValue, try container.decode(JSONValue.self, forKey: $0)) }))
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !container.isAtEnd { elements.append(try container.decode(JSONValue.self)) }
            self = .array(elements)
        } else {
            self = try JSONValue(scalar: try decoder.singleValueContainer())
        }
    }

    private init(scalar container: any SingleValueDecodingContainer) throws {
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .number("\(value)")
        } else if let value = try? container.decode(Double.self) {
            self = .number("\(value)")
        } else {
            self = .string(try container.decode(String.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let value):
            try value.encode(to: encoder)
        case .number(let text):
            try JSONValue.encode(number: text, to: encoder)
        case .string(let value):
            try value.encode(to: encoder)
        case .array(let elements):
            try elements.encode(to: encoder)
        case .object(let object):
            var container = encoder.container(keyedBy: PathKey.self)
            for member in object.members {
                try container.encode(member.value, forKey: PathKey(stringValue: member.name))
            }
        }
    }

    private static func encode(number text: String, to encoder: any Encoder) throws {
        let document = try? JSONDocument(parsing: Array(text.utf8))
        guard let number = document?.root, number.kind == .number, number.rawBytes.count == text.utf8.count else {
            let context = EncodingError.Context(
                codingPath: encoder.codingPath, debugDescription: "the text of a number is not a JSON number")
            throw EncodingError.invalidValue(text, context)
        }
        if let encoder = encoder as? SlotEncoder {
            try encoder.writer.state.pointee.write(NumberLiteral(text: number.rawBytes), in: encoder.slot)
        } else if let value = number.int64 {
            try value.encode(to: encoder)
        } else {
            try (number.double ?? .infinity).encode(to: encoder)
        }
    }
}

/// The text of a number that was checked.
private struct NumberLiteral: JSONWritable {
    let text: ArraySlice<UInt8>

    func write(to buffer: inout TextBuffer) -> Bool {
        text.withUnsafeBufferPointer { buffer.append($0) }
        return true
    }
}
