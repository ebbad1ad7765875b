// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON

/// The members of an encoded object, to write them elsewhere.
enum JSONMembers {
    static func of(_ value: any Encodable) throws -> [String: JSONValue] {
        let bytes = try JSONEncoder().encode(value)
        return try JSONDecoder(unknownMembers: .ignore).decode([String: JSONValue].self, from: bytes)
    }
}
