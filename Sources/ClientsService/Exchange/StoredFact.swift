// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// A record as its fact has it.
struct StoredFact<Record: Decodable & Sendable>: RowDecodable {
    let record: Record
    /// Bytes of the record as JSON.
    let size: Int

    init(row: inout Row) throws {
        let bytes: [UInt8] = try row.next()
        record = try StoredRecord.decode(Record.self, bytes)
        size = bytes.count
    }
}
