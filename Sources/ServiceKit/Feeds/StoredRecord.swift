// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON

/// A contract value as a feed keeps it: the JSON that its readers will get.
package enum StoredRecord {
    package static func encode(_ record: some Encodable) throws -> [UInt8] {
        try JSONEncoder().encode(record)
    }

    /// Members that a later release added are passed over.
    package static func decode<Record: Decodable>(_: Record.Type = Record.self, _ bytes: [UInt8]) throws -> Record {
        try JSONDecoder(unknownMembers: .ignore).decode(Record.self, from: bytes)
    }
}
