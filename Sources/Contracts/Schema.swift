// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The part of JSON Schema (draft 7, as OpenRPC 1.3.2 asks) that contracts use.
public indirect enum Schema: Sendable, Equatable {
    public struct Property: Sendable, Equatable {
        public let name: String
        public let schema: Schema
        public let isRequired: Bool

        public init(name: String, schema: Schema, isRequired: Bool) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
        }
    }

    case boolean
    case enumeration([String])
    case integer(ClosedRange<Int64>, description: String)
    case list(of: Schema, count: ClosedRange<Int>)
    case object([Property])
    /// A string whose length counts Unicode scalars.
    case text(length: ClosedRange<Int>, pattern: String? = nil, format: String? = nil, description: String)
}

extension Schema: Encodable {
    private enum Key: String, CodingKey {
        case additionalProperties, description, `enum`, format, items, maximum, maxItems, maxLength, minimum, minItems
        case minLength, pattern, properties, required, type
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    public func encode(to encoder: any Encoder) throws {
        var schema = encoder.container(keyedBy: Key.self)
        switch self {
        case .boolean:
            try schema.encode("boolean", forKey: .type)
        case .enumeration(let words):
            try schema.encode("string", forKey: .type)
            try schema.encode(words, forKey: .enum)
        case .integer(let range, let description):
            try schema.encode("integer", forKey: .type)
            try schema.encode(range.lowerBound, forKey: .minimum)
            try schema.encode(range.upperBound, forKey: .maximum)
            try schema.encode(description, forKey: .description)
        case .list(let element, let count):
            try schema.encode("array", forKey: .type)
            try schema.encode(element, forKey: .items)
            try schema.encode(count.lowerBound, forKey: .minItems)
            if count.upperBound < Int.max { try schema.encode(count.upperBound, forKey: .maxItems) }
        case .object(let properties):
            try schema.encode("object", forKey: .type)
            var members = schema.nestedContainer(keyedBy: Name.self, forKey: .properties)
            for property in properties {
                try members.encode(property.schema, forKey: Name(stringValue: property.name))
            }
            try schema.encode(properties.filter(\.isRequired).map(\.name), forKey: .required)
            try schema.encode(false, forKey: .additionalProperties)
        case .text(let length, let pattern, let format, let description):
            try schema.encode("string", forKey: .type)
            try schema.encode(length.lowerBound, forKey: .minLength)
            try schema.encode(length.upperBound, forKey: .maxLength)
            try schema.encodeIfPresent(pattern, forKey: .pattern)
            try schema.encodeIfPresent(format, forKey: .format)
            try schema.encode(description, forKey: .description)
        }
    }
}
