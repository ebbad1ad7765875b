// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Bool: PostgresValue {
    package static var postgresType: PostgresType { .bool }

    package func encode(into buffer: inout PostgresBuffer) { buffer.append(self ? 1 as UInt8 : 0) }

    package init(field: PostgresField) throws {
        guard field.type == .bool else { throw field.mismatch(Bool.self) }
        self = try field.integer(UInt8.self, as: Bool.self) != 0
    }
}

extension Double: PostgresValue {
    package static var postgresType: PostgresType { .float8 }

    package func encode(into buffer: inout PostgresBuffer) { buffer.append(bitPattern) }

    package init(field: PostgresField) throws {
        switch field.type {
        case .float8: self.init(bitPattern: try field.integer(UInt64.self, as: Double.self))
        case .float4: self.init(Float(bitPattern: try field.integer(UInt32.self, as: Double.self)))
        default: throw field.mismatch(Double.self)
        }
    }
}

/// Bound as `text`; other types of column want a cast: `\(kind)::ledger.account_kind`.
extension String: PostgresValue {
    package static var postgresType: PostgresType { .text }

    package func encode(into buffer: inout PostgresBuffer) { buffer.append(utf8: self) }

    package static func encodeArray(_ values: [String], into buffer: inout PostgresBuffer) {
        buffer.append(array: values, of: .text)
    }

    package static func encodeArray(optional values: [String?], into buffer: inout PostgresBuffer) {
        buffer.append(optional: values, of: .text)
    }

    /// Text and enumerations as they are; `jsonb`, `uuid`, `date` and `numeric` in their usual spelling.
    package init(field: PostgresField) throws {
        switch field.type {
        case .uuid: self = try PostgresUUID(field: field).description
        case .date: self = try PostgresDate(field: field).description
        case .numeric: self = try PostgresNumeric(field: field).text
        case .jsonb: self = String(decoding: try PostgresJSON(field: field).bytes, as: UTF8.self)
        default:
            guard field.type.isTextual else { throw field.mismatch(String.self) }
            self = String(decoding: try field.required(as: String.self), as: UTF8.self)
        }
    }
}

extension Optional: PostgresBindable where Wrapped: PostgresBindable {
    package static var postgresType: PostgresType { Wrapped.postgresType }
    package static var postgresArrayType: PostgresType { Wrapped.postgresType.array }
    package var isPostgresNull: Bool { self?.isPostgresNull ?? true }
    package func encode(into buffer: inout PostgresBuffer) { self?.encode(into: &buffer) }

    package static func encodeArray(_ values: [Wrapped?], into buffer: inout PostgresBuffer) {
        Wrapped.encodeArray(optional: values, into: &buffer)
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    package init(field: PostgresField) throws {
        self = field.bytes == nil ? nil : try Wrapped(field: field)
    }
}

extension Array: PostgresBindable where Element: PostgresBindable {
    package static var postgresType: PostgresType { Element.postgresArrayType }
    package func encode(into buffer: inout PostgresBuffer) { Element.encodeArray(self, into: &buffer) }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    package init(field: PostgresField) throws { self = try Element.decodeArray(field) }
}
