// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import Postgres
package import ServiceKit

extension DatabaseTemplate {
    /// Roles and schemas, and the tables of one service.
    package static func migrated<S: Service>(_: S.Type) -> DatabaseTemplate {
        DatabaseTemplate(named: "service_\(S.self)".lowercased(), from: .roles) { database in
            try await database.migrate(S.self)
        }
    }
}

extension TestDatabase {
    /// Applies a service's migrations, as the role that owns the schemas.
    package func migrate<S: Service>(_: S.Type) async throws {
        let migrator = try Migrator(schema: S.name.schema, directory: S.migrations)
        try await withPool(as: .owner, size: 1) { pool in
            _ = try await migrator.migrate(pool)
        }
    }

    package func configuration(of service: ServiceName) -> PostgresConfiguration {
        cluster.configuration(database: name.text, user: "kontor_\(service.rawValue)")
    }
}
