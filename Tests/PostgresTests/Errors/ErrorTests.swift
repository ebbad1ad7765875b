// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import TestKit
import Testing

@Suite struct ErrorTests {
    private func withTable(_ body: (PostgresPool) async throws -> Void) async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { pool in
                try await pool.execute(
                    """
                    create table person (
                        email text constraint person_email_unique unique,
                        age integer not null constraint person_age_positive check (age > 0),
                        boss text constraint person_boss_known references person (email)
                    )
                    """)
                try await body(pool)
            }
        }
    }

    private func failure(_ body: () async throws -> Int) async throws -> ServerError {
        let error = await #expect(throws: PostgresError.self) { try await body() }
        return try #require(error?.serverError)
    }

    @Test func violationsNameTheirConstraint() async throws {
        try await withTable { pool in
            try await pool.execute("insert into person values (\("secret@example.com"), 1)")
            let unique = try await failure {
                try await pool.execute("insert into person values (\("secret@example.com"), 1)")
            }
            #expect(unique.sqlState == .uniqueViolation)
            #expect(unique.constraint == "person_email_unique" && unique.table == "person" && unique.schema == "public")
            #expect(PostgresError.server(unique).isUniqueViolation(of: "person_email_unique"))
            #expect(!PostgresError.server(unique).isUniqueViolation(of: "other"))
            #expect(!PostgresError.server(unique).isCheckViolation(of: "person_email_unique"))
            let check = try await failure { try await pool.execute("insert into person values ('b', \(-41))") }
            #expect(PostgresError.server(check).isCheckViolation(of: "person_age_positive"))
            let foreign = try await failure {
                try await pool.execute("insert into person values ('b', 1, \("nobody"))")
            }
            #expect(PostgresError.server(foreign).isForeignKeyViolation(of: "person_boss_known"))
            let null = try await failure { try await pool.execute("insert into person values ('b')") }
            #expect(null.sqlState == .notNullViolation && null.column == "age")
        }
    }

    @Test func textsOfErrorsShowNoValues() async throws {
        try await withTable { pool in
            let secret = "secret@example.com"
            try await pool.execute("insert into person values (\(secret), 1)")
            let unique = try await failure { try await pool.execute("insert into person values (\(secret), 1)") }
            #expect(unique.detail?.contains(secret) == true)
            let cast = try await failure { try await pool.execute("select \(secret)::integer") }
            #expect(cast.message.contains(secret))
            for error in [unique, cast] {
                #expect(!"\(error)".contains(secret) && !"\(PostgresError.server(error))".contains(secret))
                #expect("\(error)".contains(error.sqlState.code))
            }
        }
    }

    @Test func aSyntaxErrorSaysWhere() async throws {
        try await withTable { pool in
            let error = try await failure { try await pool.execute("select 1 fromm person where \(1) = 1") }
            #expect(error.sqlState.code == "42601" && error.position == 16)
            #expect(try await pool.row("select 1", as: Int.self) == 1)
        }
    }

    @Test func aTextWithNulIsRefusedByTheServer() async throws {
        try await withTable { pool in
            let error = try await failure { try await pool.execute("select \("a\u{0}b")") }
            #expect(error.sqlState.code == "22021")
        }
    }

    @Test func configurationsDoNotShowTheirPassword() throws {
        let configuration = try PostgresConfiguration(
            url: "postgresql://kontor_ledger:hunter2@db.example:6432/kontor?sslmode=verify-full&sslrootcert=/ca.pem")
        #expect(configuration.password == "hunter2")
        #expect(configuration.host == "db.example" && configuration.port == 6_432 && configuration.database == "kontor")
        #expect(configuration.sslMode == "verify-full" && configuration.sslRootCertificate == "/ca.pem")
        #expect("\(configuration)" == "kontor_ledger@db.example:6432/kontor")
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!dumped.contains("hunter2") && !String(reflecting: configuration).contains("hunter2"))
        let socket = try PostgresConfiguration(url: "postgresql://kontor_owner@/kontor?host=/run/pg&port=5433")
        #expect(socket.host == "/run/pg" && socket.port == 5_433 && socket.user == "kontor_owner")
    }

    @Test(arguments: [
        "", "http://x", "postgresql://", "postgresql://u:hunter2@h:x/d", "postgresql://u:hunter2@a,b:1,2/d",
        "postgresql://u:hunter2@h/d?nonsense=1",
    ])
    func urlsThatCannotBeReadAreRefusedWithoutRepeatingThem(url: String) {
        let error = #expect(throws: PostgresError.self) { try PostgresConfiguration(url: url) }
        #expect(error.map { "\($0)".contains("hunter2") } == false)
    }
}
