// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import Testing

@testable import kontor

/// A cluster of the test's own, with the programs of this machine.
@Suite struct ClusterTests {
    private let quiet = Console(result: -1, progress: -1)

    @Test func aClusterIsMadeStartedPreparedAndSurvivesAKill() async throws {
        try await withTemporaryDirectory { path in
            let directory = try DataDirectory.create(path + "/data")
            let record = SuiteRecord(SuiteState(), in: SuiteStateFile(path: directory.stateFile))
            let database = try await Database.choose(for: directory, record: record)
            guard case .own(let cluster) = database else { return }
            do {
                let server = try await database.start(directory, quiet)
                #expect(cluster.isRunning)
                try await expectRolesReachTheirOwnSchemaAlone(server, directory)
                // As after kill -9 of everything: what was there is there again, and nothing needs a hand.
                let processID = try #require(
                    try FileAccess.text(cluster.place.data + "/postmaster.pid").split(separator: "\n").first
                        .flatMap { Int32($0) })
                let main = try #require(ProcessIdentity.current(processID))
                kill(processID, SIGKILL)
                #expect(try await main.ends(within: .seconds(10)))
                #expect(!cluster.isRunning)
                let again = try await database.start(directory, quiet)
                try await expectRolesReachTheirOwnSchemaAlone(again, directory)
            } catch {
                try await database.stop(quiet)
                throw error
            }
            try await database.stop(quiet)
            #expect(!cluster.isRunning)
            #expect(await record.state.cluster == cluster.place)
        }
    }

    private func expectRolesReachTheirOwnSchemaAlone(_ server: DatabaseServer, _ directory: DataDirectory) async throws
    {
        let own = try await ask(
            server, directory, role: "kontor_ledger", "select has_schema_privilege('ledger', 'usage')")
        #expect(own.output == "t\n")
        let other = try await ask(
            server, directory, role: "kontor_ledger", "select has_schema_privilege('identity', 'usage')")
        #expect(other.output == "f\n")
        let stranger = try await ask(server, directory, role: "kontor_ledger", "select 1", password: "wrong")
        #expect(!stranger.succeeded)
        #expect(stranger.errors.contains("password authentication failed"))
    }

    private func ask(
        _ server: DatabaseServer, _ directory: DataDirectory, role: String, _ question: String, password: String? = nil
    ) async throws -> Program.Outcome {
        let password = try password ?? Secrets(directory: directory).password(role)
        return try await Program(
            executable: server.programs.path("psql"),
            arguments: ["-XAtw", "--dbname", server.url(for: role), "--command", question],
            environment: ["PGPASSWORD": password]
        ).run()
    }
}
