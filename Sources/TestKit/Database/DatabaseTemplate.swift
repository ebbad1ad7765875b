// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Postgres

/// How a database is before a test begins. It is built once in a run and then copied.
package struct DatabaseTemplate: Sendable {
    /// Unique in a test run: `ledger`.
    package let name: PostgresIdentifier
    /// What this one starts from; nil is an empty database.
    package let base: Base?
    let build: @Sendable (TestDatabase) async throws -> Void

    package indirect enum Base: Sendable {
        case template(DatabaseTemplate)
    }

    package init(
        _ name: StaticString, from base: DatabaseTemplate? = .roles,
        build: @escaping @Sendable (TestDatabase) async throws -> Void
    ) {
        self.init(named: name.description, from: base, build: build)
    }

    /// For templates that are named after a type.
    init(
        named name: String, from base: DatabaseTemplate?, build: @escaping @Sendable (TestDatabase) async throws -> Void
    ) {
        guard let name = PostgresIdentifier(name) else {
            preconditionFailure("\(name) is not a name for a database")
        }
        self.name = name
        self.base = base.map { .template($0) }
        self.build = build
    }

    package static let empty = DatabaseTemplate("empty", from: nil) { _ in }

    /// Roles, schemas and rights as in production.
    package static let roles = DatabaseTemplate("roles", from: nil) { database in
        let script = try SQLScript(file: ProjectFiles.path("deploy/postgres/roles.sql"))
        try await database.withPool { pool in
            try await pool.withConnection { try await $0.run(script) }
        }
    }
}
