// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import TestKit
import Testing

@Suite struct RoleTests {
    private static let services: [DatabaseRole] = [.identity, .clients, .ledger, .reporting]

    @Test(arguments: services)
    func aServiceReachesItsOwnSchemaAlone(role: DatabaseRole) async throws {
        try await withDatabase { database in
            try await database.withPool(as: .owner, size: 1) { owner async throws in
                for statement: SQL in [
                    "create table identity.t (n integer)", "create table clients.t (n integer)",
                    "create table ledger.t (n integer)", "create table reporting.t (n integer)",
                ] { try await owner.execute(statement) }
            }
            try await database.withPool(as: role, size: 1) { pool async throws in
                let own = try await pool.row("select current_schema()", as: String.self)
                #expect("kontor_\(own)" == role.rawValue)
                try await pool.execute("insert into t values (1)")
                try await pool.execute("update t set n = 2")
                #expect(try await pool.row("delete from t returning n", as: Int.self) == 2)
                for statement: SQL in [
                    "select * from identity.t", "select * from clients.t", "select * from ledger.t",
                    "select * from reporting.t",
                ] where !statement.text.contains(" \(own).") {
                    await #expect(throws: Self.refused) { try await pool.execute(statement) }
                }
                for statement: SQL in [
                    "create table more (n integer)", "drop table t", "truncate t", "create schema mine",
                    "create table public.t (n integer)", "create temporary table x (n integer)",
                    "set role kontor_owner", "alter role kontor_ledger superuser",
                ] {
                    await #expect(throws: PostgresError.self, "\(statement.text)") { try await pool.execute(statement) }
                }
            }
        }
    }

    private static let refused = PostgresError.self

    @Test func theLedgersRoleDoesNotCompileItsStatements() async throws {
        try await withDatabase { database in
            try await database.withPool(as: .ledger, size: 1) { pool async throws in
                #expect(try await pool.row("show jit", as: String.self) == "off")
            }
        }
    }

    @Test func theFileOfRolesCanBeRunAgain() async throws {
        try await withDatabase { database in
            let script = try SQLScript(file: ProjectFiles.path("deploy/postgres/roles.sql"))
            try await database.withPool { pool in
                for _ in 1...2 { try await pool.withConnection { try await $0.run(script) } }
            }
            try await database.withPool(as: .clients) { pool async throws in
                #expect(try await pool.row("select current_schema()", as: String.self) == "clients")
            }
        }
    }
}
