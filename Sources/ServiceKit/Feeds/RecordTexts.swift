// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON

/// The texts of a stored record.
package enum RecordTexts {
    /// The record with each text as `rewritten` answers it, but for those within members of these names; nil when it
    /// stays as it is. Names of members, and the order in which they stand, are kept.
    package static func rewriting(
        _ record: [UInt8], leavingOut names: Set<String> = [], _ rewritten: (String) -> String
    ) throws -> [UInt8]? {
        let value = JSONValue(try JSONDocument(parsing: record).root)
        let changed = map(value, leavingOut: names, rewritten)
        return changed == value ? nil : try JSONEncoder().encode(changed)
    }

    /// How a text stands in a record, without the quotation marks.
    package static func written(_ text: String) throws -> String {
        String(decoding: try JSONEncoder().encode(text).dropFirst().dropLast(), as: UTF8.self)
    }

    private static func map(
        _ value: JSONValue, leavingOut names: Set<String>, _ rewritten: (String) -> String
    ) -> JSONValue {
        switch value {
        case .null, .bool, .number: value
        case .string(let text): .string(rewritten(text))
        case .array(let elements): .array(elements.map { map($0, leavingOut: names, rewritten) })
        case .object(let object):
            .object(
                JSONObject(
                    object.members.map { name, value in
                        (name, names.contains(name) ? value : map(value, leavingOut: names, rewritten))
                    }))
        }
    }
}
