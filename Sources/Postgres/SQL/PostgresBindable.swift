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
    /// As `encodeArray`, with nulls among the values.
    static func encodeArray(optional values: [Self?], into buffer: inout PostgresBuffer)
}

extension PostgresBindable {
    package static var postgresArrayType: PostgresType { postgresType.array }

    package var isPostgresNull: Bool { false }

    package static func encodeArray(_ values: [Self], into buffer: inout PostgresBuffer) {
        let hasNulls = values.contains { $0.isPostgresNull }
        buffer.appendArrayHead(of: postgresType, count: values.count, hasNulls: hasNulls)
        for value in values { buffer.appendField(value) }
    }

    package static func encodeArray(optional values: [Self?], into buffer: inout PostgresBuffer) {
        let hasNulls = values.contains { $0?.isPostgresNull ?? true }
        buffer.appendArrayHead(of: postgresType, count: values.count, hasNulls: hasNulls)
        for value in values { buffer.appendField(value) }
    }
}

/// A value that goes into and comes out of a column.
package typealias PostgresValue = PostgresBindable & PostgresDecodable
