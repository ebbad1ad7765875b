// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A name of a schema, table, role, database or channel that was only known at run time. It consists of
/// lower-case letters, digits and underscores, so that it means the same with quotes and without.
package struct PostgresIdentifier: Hashable, Sendable, CustomStringConvertible {
    /// PostgreSQL cuts longer names silently.
    package static let lengthLimit = 63

    package let text: String

    /// Nil when the name is empty, too long, starts with a digit or has any other character.
    package init?(_ text: String) {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let underscore = UInt8(ascii: "_")
        guard let first = text.utf8.first, !digits.contains(first), text.utf8.count <= Self.lengthLimit,
            text.utf8.allSatisfy({ letters.contains($0) || digits.contains($0) || $0 == underscore })
        else { return nil }
        self.text = text
    }

    package var description: String { text }
}
