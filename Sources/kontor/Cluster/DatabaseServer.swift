// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import FoundationEssentials

/// A PostgreSQL server as its administrator sees it: the private cluster, or the one that `KONTOR_DATABASE_URL` names.
struct DatabaseServer: Sendable {
    let address: DatabaseURL
    let programs: PostgresPrograms

    static let database = "kontor"
    static let ownerRole = "kontor_owner"
    static let roles = [ownerRole] + ServiceName.allCases.map(\.role)

    /// The address for a role of ours; its password goes by file.
    func url(for role: String) -> String {
        address.text(user: role, database: Self.database)
    }

    /// The server, fit to be shown.
    var shownAddress: String {
        address.text(user: address.user, database: nil)
    }

    /// Returns once it answers; one that recovers from a crash takes its time.
    func waitUntilItAnswers(within limit: Duration) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + limit
        while true {
            let outcome = try await psql("select 1;", in: address.database ?? "postgres")
            if outcome.succeeded { return }
            guard clock.now < deadline, outcome.errors.contains("starting up") || outcome.errors.contains("recovery")
            else {
                throw Failure("PostgreSQL does not answer.", advice: LogTail.last(lines: 4, of: outcome.errors))
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// Makes the database, the roles and what each may do, and gives each role its password; repeated, changes nothing.
    /// - Parameter passwords: by role.
    func prepare(passwords: [String: String]) async throws {
        let create = """
            select 'create database kontor'
            where not exists (select from pg_database where datname = 'kontor') \\gexec
            """
        try await require(
            create, in: address.database ?? "postgres", whenFailing: "The database cannot be created")
        let roles = String(decoding: PackageResources.roles_sql, as: UTF8.self)
        try await require(roles, in: Self.database, whenFailing: "The database roles cannot be created")
        // psql quotes the values; passwords have no character that its variables would trip over.
        let grants = passwords.sorted { $0.key < $1.key }.map { role, password in
            """
            \\set role '\(role)'
            \\set password '\(password)'
            alter role :"role" login password :'password';
            """
        }
        try await require(
            grants.joined(separator: "\n"), in: Self.database,
            whenFailing: "The database roles cannot be given their passwords")
    }

    private func require(_ script: String, in database: String, whenFailing message: String) async throws {
        let outcome = try await psql(script, in: database)
        guard outcome.succeeded else {
            throw Failure(message + ".", advice: LogTail.last(lines: 8, of: outcome.errors))
        }
    }

    /// The script goes by standard input and the password by the environment, where no other user can read them.
    private func psql(_ script: String, in database: String) async throws -> Program.Outcome {
        var environment = [
            "PGCONNECT_TIMEOUT": "10", "PGAPPNAME": "kontor up", "PGOPTIONS": "-c client_min_messages=warning",
        ]
        if let password = address.password { environment["PGPASSWORD"] = password }
        return try await Program(
            executable: programs.path("psql"),
            arguments: [
                "--no-psqlrc", "--no-password", "--quiet", "--tuples-only", "--set", "ON_ERROR_STOP=1",
                "--dbname", address.text(user: address.user, database: database), "--file", "-",
            ],
            environment: environment
        ).run(input: script + "\n")
    }
}
