// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import Postgres

/// Creates and drops databases of the shared cluster, and builds each template once.
actor DatabaseFactory {
    static let shared = DatabaseFactory()

    /// Databases that tests hold at the same time: each has connections and caches of its own.
    static let limit = 16

    private var templates: [PostgresIdentifier: Task<Void, any Error>] = [:]
    private var administration: PostgresPool?
    private var lastNumber = 0
    private var inUse = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func create(_ template: DatabaseTemplate) async throws -> TestDatabase {
        await enter()
        do {
            try await require(template)
            lastNumber += 1
            let database = TestDatabase(name: Self.name("test_\(lastNumber)"), cluster: try await TestCluster.shared())
            try await copy(template, to: database.name)
            return database
        } catch {
            leave()
            throw error
        }
    }

    /// The database goes even when connections to it are still there. The cluster goes with the process, so a
    /// failure here is worth no more than a line.
    func drop(_ database: TestDatabase) async {
        do {
            try await pool().execute("drop database \(identifier: database.name) with (force)")
        } catch {
            FileHandle.standardError.write(Data("cannot drop \(database.name): \(error)\n".utf8))
        }
        leave()
    }

    /// Builds the template unless somebody has, or waits for who does.
    private func require(_ template: DatabaseTemplate) async throws {
        let task =
            templates[template.name]
            ?? Task {
                if case .template(let base)? = template.base { try await require(base) }
                try await build(template)
            }
        templates[template.name] = task
        try await task.value
    }

    private func build(_ template: DatabaseTemplate) async throws {
        let name = Self.templateName(template)
        if case .template(let base)? = template.base {
            try await copy(base, to: name)
        } else {
            try await pool().execute("create database \(identifier: name) template template0")
        }
        try await template.build(TestDatabase(name: name, cluster: try await TestCluster.shared()))
        // Nobody may be connected to a database that is copied.
        let pool = try await pool()
        try await pool.execute("alter database \(identifier: name) with allow_connections false is_template true")
        try await pool.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = \(name.text)")
    }

    /// A copy has the schemas and rights of its template, but not the rights on the database itself.
    private func copy(_ template: DatabaseTemplate, to name: PostgresIdentifier) async throws {
        let pool = try await pool()
        let source = Self.templateName(template)
        try await pool.execute("create database \(identifier: name) template \(identifier: source)")
        try await pool.execute("revoke all on database \(identifier: name) from public")
        let roles = try await pool.rows(
            #"select rolname::text from pg_roles where rolname like 'kontor\_%' and not rolsuper"#, as: String.self)
        for role in roles.compactMap({ PostgresIdentifier($0) }) {
            try await pool.execute("grant connect on database \(identifier: name) to \(identifier: role)")
        }
    }

    private func pool() async throws -> PostgresPool {
        let cluster = try await TestCluster.shared()
        if let administration { return administration }
        var configuration = cluster.configuration()
        configuration.poolSize = 4
        // Sixteen tests may begin at once on a busy machine: each waits its turn.
        configuration.waitLimit = .seconds(120)
        let pool = try PostgresPool(configuration: configuration)
        administration = pool
        return pool
    }

    private func enter() async {
        if inUse < Self.limit {
            inUse += 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func leave() {
        if waiting.isEmpty {
            inUse -= 1
        } else {
            waiting.removeFirst().resume()
        }
    }

    private static func templateName(_ template: DatabaseTemplate) -> PostgresIdentifier {
        name("template_\(template.name)")
    }

    private static func name(_ text: String) -> PostgresIdentifier {
        guard let name = PostgresIdentifier(text) else { preconditionFailure("\(text) is not a name for a database") }
        return name
    }
}
