// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import Synchronization
import TestKit
import Testing

@testable import ServiceKit

@Suite struct ServiceProgramTests {
    private struct Ending {
        let code: ExitCode
        let output: String
        let complaint: String
    }

    private func run(_ words: [String], _ environment: [String: String] = [:]) async -> Ending {
        let output = Mutex("")
        let complaint = Mutex("")
        let program = ServiceProgram(
            SampleServer.self, words, environment, output: { text in output.withLock { $0 += text } },
            complaint: { text in complaint.withLock { $0 += text } })
        let code = await program.run()
        return Ending(code: code, output: output.withLock { $0 }, complaint: complaint.withLock { $0 })
    }

    @Test func helpListsEverySetting() async {
        let help = await run(["--help"])
        #expect(help.code == .success)
        let keys = StandardKeys.all(of: .ledger) + SampleServer.configurationKeys
        for key in keys {
            #expect(help.output.contains("\(key.flag) "))
            #expect(help.output.contains("(\(key.environment))"))
        }
        #expect(help.output.contains("default 3; in notes"))
        #expect(help.output.contains("default 7443"))
        #expect(help.output.contains("Only for greet:"))
    }

    @Test func mistakesAreNamedTogether() async {
        let ending = await run(["serve", "now", "--listen-port", "x", "--no-such", "1"])
        #expect(ending.code == .usage)
        for part in [
            "\"now\" is one word too many", "--listen-port must be", "--no-such is not known",
            "--database-url is missing", "--tls-certificate-file is missing", "--tls-key-file is missing",
            "--tls-authority-file is missing",
        ] {
            #expect(ending.complaint.contains(part))
        }
        #expect(ending.output.isEmpty)
    }

    @Test func anUnknownCommandIsAMistake() async {
        let ending = await run(["server"])
        #expect(ending.code == .usage)
        #expect(ending.complaint.contains("there is no command \"server\""))
    }

    @Test func versionNamesTheRelease() async {
        #expect(await run(["--version"]).output == "kontor-ledger \(Release.version)\n")
    }

    @Test func describeWritesTheDocument() async {
        let output = await run(["describe"]).output
        #expect(output.contains(#""openrpc": "1.3.2""#))
        #expect(output.contains(#""name": "sample.addNote""#))
    }

    @Test func describeWritesTheReference() async {
        let output = await run(["describe", "--markdown"]).output
        #expect(output.hasPrefix("# Ledger methods\n"))
        #expect(
            output.contains(
                "## sample.addNote\n\nKeeps a note.\n\nAccess: `permission:ledger.post_entries`. Kind: command."))
        #expect(output.contains("| `note` | text, 1 to 100 characters | yes |"))
        #expect(output.contains("| 9001 | `sample.note_refused` |"))
        #expect(output.contains("| 100 | `shared.idempotency_key_reused` |"))
    }

    @Test func migrateBringsTheSchemaUpAndTellsWhereItStands() async throws {
        try await withDatabase(.roles) { database in
            let owner = ["--owner-database-url", database.url(as: .owner)]
            #expect(
                await run(["migrate", "--status"] + owner).output
                    == "pending 0001_create_notes\npending 0002_create_feeds\n")
            #expect(await run(["migrate"] + owner).output == "applied 0001_create_notes\napplied 0002_create_feeds\n")
            #expect(await run(["migrate"] + owner).output == "schema ledger is up to date\n")
            #expect(
                await run(["migrate", "--status"] + owner).output
                    == "applied 0001_create_notes\napplied 0002_create_feeds\n")
        }
    }

    @Test func commandsRefuseASchemaThatIsBehind() async throws {
        try await withDatabase(.roles) { database in
            let ending = await run(["greet", "--whom", "Ada", "--database-url", database.url(as: .ledger)])
            #expect(ending.code == .schema)
            #expect(ending.complaint.contains("schema ledger is behind"))
        }
    }

    @Test func commandsRefuseASchemaOfANewerRelease() async throws {
        try await withDatabase(.migrated(SampleServer.self)) { database in
            try await database.withPool(as: .owner, size: 1) { pool in
                _ = try await pool.execute(
                    """
                    insert into ledger.schema_migration (number, name, checksum) values (3, 'create_more', '\\x00')
                    """)
            }
            let ending = await run(["greet", "--whom", "Ada", "--database-url", database.url(as: .ledger)])
            #expect(ending.code == .schema)
            #expect(ending.complaint.contains("of a newer release"))
        }
    }

    @Test func aServicesOwnCommandGetsItsSettings() async throws {
        try await withDatabase(.migrated(SampleServer.self)) { database in
            let database = ["--database-url", database.url(as: .ledger)]
            #expect(await run(["greet", "--whom", "Ada"] + database).output == "hello Ada\n")
            let ending = await run(["greet"] + database)
            #expect(ending.code == .usage)
            #expect(ending.complaint.contains("--whom is missing"))
        }
    }

    @Test func aDatabaseThatIsNotThereIsSaidSo() async {
        let ending = await run([
            "greet", "--whom", "Ada", "--database-url", "postgresql://kontor_ledger@127.0.0.1:1/kontor",
        ])
        #expect(ending.code == .unavailable)
        #expect(ending.complaint.contains("cannot connect to PostgreSQL"))
    }
}
