// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// One step of a schema: a file `NNNN_verb_noun.sql`.
package struct Migration: Sendable {
    /// From 1, without gaps.
    package let number: Int
    /// `create_books`
    package let name: String
    package let script: SQLScript

    package var file: String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "_\(name).sql"
    }

    /// Nil unless the name is four digits, an underscore, lower-case words joined by underscores, and `.sql`.
    static func parse(file: String) -> (number: Int, name: String)? {
        guard file.hasSuffix(".sql") else { return nil }
        let stem = file.dropLast(4)
        let digits = stem.prefix { $0 != "_" }
        let name = String(stem.dropFirst(digits.count + 1))
        guard digits.utf8.count == 4, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int(digits), number > 0, PostgresIdentifier(name) != nil,
            name.split(separator: "_", omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty }),
            name.contains("_")
        else { return nil }
        return (number, name)
    }
}

/// Where one migration stands in one database.
package enum MigrationState: Sendable, Equatable {
    case applied
    /// In the directory, not yet in the database.
    case pending
    /// The file is not the one that was applied.
    case changed
    /// In the database, not in the directory: a newer release was here.
    case unknown
}

package struct MigrationStatus: Sendable, Equatable {
    package let number: Int
    package let name: String
    package let state: MigrationState
}
