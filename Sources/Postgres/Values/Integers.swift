// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension FixedWidthInteger {
    /// Any integer type of PostgreSQL, and `numeric` without a fraction (what `sum` answers), as long as it fits.
    init(integerField field: PostgresField) throws {
        let value: Self?
        switch field.type {
        case .int8: value = Self(exactly: try field.integer(Int64.self, as: Self.self))
        case .int4: value = Self(exactly: try field.integer(Int32.self, as: Self.self))
        case .int2: value = Self(exactly: try field.integer(Int16.self, as: Self.self))
        case .oid: value = Self(exactly: try field.integer(UInt32.self, as: Self.self))
        case .numeric: value = try BinaryNumeric(field: field).integer().flatMap { Self(exactly: $0) }
        default: throw field.mismatch(Self.self)
        }
        guard let value else { throw field.failure("out of range", as: Self.self) }
        self = value
    }
}

extension Int64: PostgresValue {
    package static var postgresType: PostgresType { .int8 }
    package func encode(into buffer: inout PostgresBuffer) { buffer.append(self) }

    package static func encodeArray(_ values: [Int64], into buffer: inout PostgresBuffer) {
        buffer.append(array: values, of: .int8)
    }

    package static func encodeArray(optional values: [Int64?], into buffer: inout PostgresBuffer) {
        buffer.append(optional: values, of: .int8)
    }

    package init(field: PostgresField) throws { try self.init(integerField: field) }
}

extension Int: PostgresValue {
    package static var postgresType: PostgresType { .int8 }
    package func encode(into buffer: inout PostgresBuffer) { buffer.append(Int64(self)) }
    package init(field: PostgresField) throws { try self.init(integerField: field) }
}

extension Int32: PostgresValue {
    package static var postgresType: PostgresType { .int4 }
    package func encode(into buffer: inout PostgresBuffer) { buffer.append(self) }

    package static func encodeArray(_ values: [Int32], into buffer: inout PostgresBuffer) {
        buffer.append(array: values, of: .int4)
    }

    package static func encodeArray(optional values: [Int32?], into buffer: inout PostgresBuffer) {
        buffer.append(optional: values, of: .int4)
    }

    package init(field: PostgresField) throws { try self.init(integerField: field) }
}

extension Int16: PostgresValue {
    package static var postgresType: PostgresType { .int2 }
    package func encode(into buffer: inout PostgresBuffer) { buffer.append(self) }

    package static func encodeArray(_ values: [Int16], into buffer: inout PostgresBuffer) {
        buffer.append(array: values, of: .int2)
    }

    package static func encodeArray(optional values: [Int16?], into buffer: inout PostgresBuffer) {
        buffer.append(optional: values, of: .int2)
    }

    package init(field: PostgresField) throws { try self.init(integerField: field) }
}

/// Bound as `numeric`: exact sums of minor units.
extension Int128: PostgresValue {
    package static var postgresType: PostgresType { .numeric }
    package func encode(into buffer: inout PostgresBuffer) { BinaryNumeric(self).encode(into: &buffer) }
    package init(field: PostgresField) throws { try self.init(integerField: field) }
}

/// A single byte is a `smallint`; an array of bytes is a `bytea`.
extension UInt8: PostgresValue {
    package static var postgresType: PostgresType { .int2 }
    package static var postgresArrayType: PostgresType { .bytea }

    package func encode(into buffer: inout PostgresBuffer) { buffer.append(Int16(self)) }

    package static func encodeArray(_ values: [UInt8], into buffer: inout PostgresBuffer) {
        buffer.append(bytes: values)
    }

    package init(field: PostgresField) throws { try self.init(integerField: field) }

    package static func decodeArray(_ field: PostgresField) throws -> [UInt8] {
        guard field.type == .bytea else { throw field.mismatch([UInt8].self) }
        return [UInt8](try field.required(as: [UInt8].self))
    }
}
