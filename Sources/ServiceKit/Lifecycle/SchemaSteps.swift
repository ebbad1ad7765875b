// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

/// `migrate` and `migrate --status`.
enum SchemaSteps {
    /// Answers a line for each migration. Throws `PostgresError.migration` for a schema that is not ours.
    static func run<S: Service>(
        _: S.Type, _ configuration: ServiceConfiguration, onlyStatus: Bool
    ) async throws -> String {
        let migrator = try Migrator(schema: S.name.schema, directory: S.migrations)
        var database = try PostgresConfiguration(url: try configuration.required(StandardKeys.ownerDatabaseURL))
        database.password = configuration.secret(StandardKeys.ownerPassword)?.text ?? database.password
        database.applicationName = "kontor-\(S.name.rawValue) migrate"
        database.poolSize = 1
        database.statementLimit = nil
        let pool = try PostgresPool(configuration: database)
        defer { pool.close() }
        if onlyStatus {
            return lines(try await migrator.status(pool), none: "there are no migrations")
        }
        return lines(try await migrator.migrate(pool), none: "schema \(S.name.schema) is up to date")
    }

    private static func lines(_ status: [MigrationStatus], none: String) -> String {
        guard !status.isEmpty else { return none + "\n" }
        return status.map { step in
            let digits = String(step.number)
            return "\(step.state) " + String(repeating: "0", count: max(0, 4 - digits.count))
                + "\(digits)_\(step.name)\n"
        }.joined()
    }
}
