// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// JSON of no particular shape. A number keeps the text it was written with, so nothing is rounded on the way through.
package enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// A JSON number, to the letter: `1.0` and `1` differ.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    package init(_ node: JSONNode) {
        switch node.kind {
        case .null: self = .null
        case .bool: self = .bool(node.bool ?? false)
        case .number: self = .number(String(decoding: node.rawBytes, as: UTF8.self))
        case .string: self = .string(node.string ?? "")
        case .array: self = .array(node.elements.map { JSONValue($0) })
        case .object: self = .object(JSONObject(node.members.map { ($0.name, JSONValue($0.value)) }))
        }
    }

    /// The member of that name, when this is an object that has it.
    package subscript(name: String) -> JSONValue? {
        if case .object(let object) = self { object[name] } else { nil }
    }

    package var string: String? {
        if case .string(let string) = self { string } else { nil }
    }

    /// Nil for what is not written as an integer or does not fit.
    package var int64: Int64? {
        if case .number(let text) = self { Int64(text) } else { nil }
    }

    package var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }
}

/// Members in the order in which they were written. Two objects are equal when their members are, in any order.
package struct JSONObject: Sendable, Equatable {
    package var members: [(name: String, value: JSONValue)]

    package init(_ members: [(String, JSONValue)] = []) {
        self.members = members
    }

    /// Setting a new name appends it; setting nil removes the member.
    package subscript(name: String) -> JSONValue? {
        get { members.first { $0.name == name }?.value }
        set {
            let position = members.firstIndex { $0.name == name }
            switch (position, newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): members.remove(at: position)
            case (nil, let value?): members.append((name, value))
            case (nil, nil): break
            }
        }
    }

    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.members.count == right.members.count else { return false }
        let isSameOrder = zip(left.members, right.members).allSatisfy { $0.name == $1.name }
        if isSameOrder { return zip(left.members, right.members).allSatisfy { $0.value == $1.value } }
        let index = Dictionary(right.members.map { ($0.name, $0.value) }) { first, _ in first }
        return index.count == right.members.count && left.members.allSatisfy { index[$0.name] == $0.value }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .number("\(value)") }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(JSONObject(elements)) }
    package init(nilLiteral: ()) { self = .null }
}
