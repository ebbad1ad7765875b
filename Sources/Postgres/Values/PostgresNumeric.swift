// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// An exact decimal number as its digits: `-12.50`.
package struct PostgresNumeric: Hashable, Sendable, PostgresValue, CustomStringConvertible {
    /// More digits than money ever needs; PostgreSQL itself stops at 131,072.
    package static let lengthLimit = 4_096

    /// As PostgreSQL writes it, with the digits after the point that its scale has.
    package let text: String

    private init(trusted text: String) {
        self.text = text
    }

    /// Nil unless the text is an optional minus, digits, and optionally a point with digits.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.lengthLimit, BinaryNumeric(text: text) != nil else { return nil }
        self.text = text
    }

    package var description: String { text }

    package static var postgresType: PostgresType { .numeric }

    package func encode(into buffer: inout PostgresBuffer) {
        // A stored `NaN` or infinity that is written back is not digits.
        (BinaryNumeric(text: text) ?? .special(text)).encode(into: &buffer)
    }

    package init(field: PostgresField) throws {
        guard field.type == .numeric else { throw field.mismatch(Self.self) }
        self.init(trusted: try BinaryNumeric(field: field).text)
    }
}
