// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A JSON text in UTF-8, bound as `jsonb`. The server checks it.
package struct PostgresJSON: Hashable, Sendable, PostgresValue {
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The version of jsonb's binary form, its first byte.
    private static let version: UInt8 = 1

    package static var postgresType: PostgresType { .jsonb }

    package func encode(into buffer: inout PostgresBuffer) {
        buffer.append(Self.version)
        buffer.append(bytes: bytes)
    }

    package init(field: PostgresField) throws {
        switch field.type {
        case .json: bytes = [UInt8](try field.required(as: Self.self))
        case .jsonb:
            guard try field.integer(UInt8.self, as: Self.self) == Self.version else {
                throw field.failure("unknown version", as: Self.self)
            }
            bytes = [UInt8](try field.required(as: Self.self).dropFirst())
        default: throw field.mismatch(Self.self)
        }
    }
}
