// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A value of another module that is stored as a simpler one: an id as its UUID, a code as its text.
/// Conforming takes the two members below and nothing else.
package protocol PostgresConvertible: PostgresBindable, PostgresDecodable {
    associatedtype PostgresRaw: PostgresBindable & PostgresDecodable

    var postgresRaw: PostgresRaw { get }
    /// Throws when the stored value is not one that this type allows.
    init(postgresRaw: PostgresRaw) throws
}

extension PostgresConvertible {
    package static var postgresType: PostgresType { PostgresRaw.postgresType }
    package static var postgresArrayType: PostgresType { PostgresRaw.postgresArrayType }
    package var isPostgresNull: Bool { postgresRaw.isPostgresNull }
    package func encode(into buffer: inout PostgresBuffer) { postgresRaw.encode(into: &buffer) }

    package static func encodeArray(_ values: [Self], into buffer: inout PostgresBuffer) {
        PostgresRaw.encodeArray(values.map { $0.postgresRaw }, into: &buffer)
    }

    package static func encodeArray(optional values: [Self?], into buffer: inout PostgresBuffer) {
        PostgresRaw.encodeArray(optional: values.map { $0?.postgresRaw }, into: &buffer)
    }

    package init(field: PostgresField) throws { try self.init(postgresRaw: PostgresRaw(field: field)) }
}

/// Enumerations with a raw value: `extension AccountKind: PostgresConvertible {}` is enough.
extension PostgresConvertible where Self: RawRepresentable, RawValue: PostgresBindable & PostgresDecodable {
    package var postgresRaw: RawValue { rawValue }

    package init(postgresRaw: RawValue) throws {
        guard let value = Self(rawValue: postgresRaw) else {
            throw PostgresError.decoding("a stored value is none of \(Self.self)")
        }
        self = value
    }
}
