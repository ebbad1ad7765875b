// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Postgres

/// Who a test is in its database.
package enum DatabaseRole: String, Sendable {
    case admin = "kontor_admin"
    case owner = "kontor_owner"
    case identity = "kontor_identity"
    case clients = "kontor_clients"
    case ledger = "kontor_ledger"
    case reporting = "kontor_reporting"
}

/// A database for one test or suite.
package struct TestDatabase: Sendable {
    package let name: PostgresIdentifier
    package let cluster: TestCluster

    package func configuration(as role: DatabaseRole = .admin) -> PostgresConfiguration {
        cluster.configuration(database: name.text, user: role.rawValue)
    }

    /// What `--database-url` takes.
    package func url(as role: DatabaseRole) -> String {
        "postgresql://\(role.rawValue)@/\(name)?host=\(cluster.folder)&port=5432"
    }

    /// A pool that is closed at the end.
    package func withPool<Answer>(
        as role: DatabaseRole = .admin, size: Int = 8, _ body: (PostgresPool) async throws -> Answer
    ) async throws -> Answer {
        var configuration = configuration(as: role)
        configuration.poolSize = size
        let pool = try PostgresPool(configuration: configuration)
        defer { pool.close() }
        return try await body(pool)
    }
}

/// Makes a copy of `template` in the shared cluster and drops it at the end. At most `DatabaseFactory.limit` exist at
/// the same time, so a test must not ask for a second database inside of the first.
package func withDatabase<Answer>(
    _ template: DatabaseTemplate = .roles, _ body: (TestDatabase) async throws -> Answer
) async throws -> Answer {
    let factory = DatabaseFactory.shared
    let database = try await factory.create(template)
    do {
        let answer = try await body(database)
        await factory.drop(database)
        return answer
    } catch {
        await factory.drop(database)
        throw error
    }
}
