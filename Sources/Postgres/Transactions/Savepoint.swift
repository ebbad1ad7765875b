// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The statements of a savepoint; its name is its depth.
struct Savepoint {
    /// Deeper nesting is a loop that went wrong.
    static let depthLimit = 64

    let open: SQL
    let release: SQL
    let rollBack: SQL

    init(depth: Int) {
        var name = SQL(stringLiteral: "")
        name.append(name: "kontor_\(depth)")
        open = "savepoint " + name
        release = "release savepoint " + name
        rollBack = "rollback to savepoint " + name
    }
}
