// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON

/// A stored record taken apart: the JSON of each field by the names that lead to it.
package struct RecordFields: Sendable {
    /// Names with dots between them, in the order of the record. A list is one field, an object none but its members'.
    package let fields: [(path: String, json: String)]

    /// Without the record's own members of these names.
    package init(_ record: [UInt8], leavingOut names: Set<String> = []) throws {
        var fields: [(path: String, json: String)] = []
        for (name, value) in try JSONDocument(parsing: record).root.members where !names.contains(name) {
            RecordFields.add(value, at: name, to: &fields)
        }
        self.fields = fields
    }

    package init(_ fields: [(path: String, json: String)]) {
        self.fields = fields
    }

    /// What is to be done to the fields of `former` so that they become these.
    package func changes(from former: RecordFields?) throws -> [(path: String, from: String?, to: String?)] {
        var before = Dictionary((former?.fields ?? []).map { ($0.path, $0.json) }, uniquingKeysWith: { $1 })
        var changes: [(path: String, from: String?, to: String?)] = []
        for field in fields {
            let was = before.removeValue(forKey: field.path)
            if try was.map({ try RecordFields.areSame($0, field.json) }) != true {
                changes.append((field.path, was, field.json))
            }
        }
        for field in former?.fields ?? [] {
            if let was = before[field.path] { changes.append((field.path, was, nil)) }
        }
        return changes
    }

    /// Records that PostgreSQL wrote anew have blanks, and their members in another order.
    private static func areSame(_ left: String, _ right: String) throws -> Bool {
        if left.utf8.elementsEqual(right.utf8) { return true }
        return try areSame(
            JSONDocument(parsing: Array(left.utf8)).root, JSONDocument(parsing: Array(right.utf8)).root)
    }

    /// Texts by their bytes: two spellings of one character are a change.
    private static func areSame(_ left: JSONNode, _ right: JSONNode) -> Bool {
        guard left.kind == right.kind else { return false }
        switch left.kind {
        case .object:
            let known = Dictionary(right.members.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
            let members = Array(left.members)
            return members.count == known.count
                && members.allSatisfy { name, value in known[name].map { areSame(value, $0) } == true }
        case .array:
            let (mine, others) = (Array(left.elements), Array(right.elements))
            return mine.count == others.count && zip(mine, others).allSatisfy(areSame)
        case .string:
            return (left.string ?? "").utf8.elementsEqual((right.string ?? "").utf8)
        default:
            return left.rawBytes.elementsEqual(right.rawBytes)
        }
    }

    private static func add(_ value: JSONNode, at path: String, to fields: inout [(path: String, json: String)]) {
        guard value.kind == .object, value.count > 0 else {
            fields.append((path, String(decoding: value.rawBytes, as: UTF8.self)))
            return
        }
        for (name, member) in value.members { add(member, at: path + "." + name, to: &fields) }
    }
}
