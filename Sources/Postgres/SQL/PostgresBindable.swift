// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A value that a statement can bind. It is sent in binary with its type, so that the server never guesses.
package protocol PostgresBindable: Sendable {
    static var postgresType: PostgresType { get }
    /// The type of an array of this; `.unsupported` refuses the statement.
    static var postgresArrayType: PostgresType { get }
    var isPostgresNull: Bool { get }
    /// Appends the binary form of `postgresType`, without its length. Not called for null.
    func encode(into buffer: inout PostgresBuffer)
    /// Appends the binary form of `postgresArrayType`.
    static func encodeArray(_ values: [Self], into buffer: inout PostgresBuffer)
}

extension PostgresBindable {
    package static var postgresArrayType: PostgresType { postgresType.array }

    package var isPostgresNull: Bool { false }

    /// One dimension, lower bound 1, as PostgreSQL's `array_recv` reads it.
    package static func encodeArray(_ values: [Self], into buffer: inout PostgresBuffer) {
        buffer.append(Int32(values.isEmpty ? 0 : 1))
        buffer.append(Int32(values.contains(where: \.isPostgresNull) ? 1 : 0))
        buffer.append(postgresType.oid)
        if values.isEmpty { return }
        buffer.append(Int32(truncatingIfNeeded: values.count))
        buffer.append(Int32(1))
        for value in values {
            buffer.appendField(value)
        }
    }
}

/// A value that goes into and comes out of a column.
package typealias PostgresValue = PostgresBindable & PostgresDecodable
