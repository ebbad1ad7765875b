// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Foundation
import LedgerService
import Postgres
import TestKit
import Testing

/// A role that sees the organisation, or all when nil. It stays as long as the tests' cluster: dropping it would get in
/// the way of tests that make their databases meanwhile.
func withAnalyst<Answer>(
    of organisation: OrganisationID?, in database: TestDatabase, _ body: (PostgresPool) async throws -> Answer
) async throws -> Answer {
    let name = "kontor_test_analyst_\(UInt32.random(in: 0...UInt32.max))"
    guard let role = PostgresIdentifier(name) else { preconditionFailure(name) }
    return try await database.withPool(size: 1) { admin in
        try await admin.execute("create role \(identifier: role) login in role kontor_analyst")
        try await admin.execute("insert into ledger.analyst values (\(name), \(organisation?.uuid))")
        var configuration = database.cluster.configuration(database: database.name.text, user: name)
        configuration.poolSize = 2
        let pool = try PostgresPool(configuration: configuration)
        let answer: Result<Answer, any Error>
        do { answer = .success(try await body(pool)) } catch { answer = .failure(error) }
        pool.close()
        return try answer.get()
    }
}

extension TestDatabase {
    /// What psql prints for statements that a page shows, which no statement of a program can be made of; as the
    /// superuser when no role is named.
    func psql(_ statements: String, as role: String? = nil) throws -> String {
        let program = Process()
        program.executableURL = URL(filePath: "/usr/bin/env")
        program.arguments =
            [
                "psql", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--tuples-only", "--no-align",
                "--host=\(cluster.folder)", "--port=5432", "--dbname=\(name.text)", "--command=\(statements)",
            ] + (role.map { ["--username=\($0)"] } ?? ["--username=\(cluster.configuration().user)"])
        let pipe = Pipe()
        (program.standardOutput, program.standardError) = (pipe, pipe)
        try program.run()
        let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        program.waitUntilExit()
        try #require(program.terminationStatus == 0, "\(statements)\n\(output)")
        return output
    }
}
