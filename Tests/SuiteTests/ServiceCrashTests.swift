// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import JSON
import Testing

/// What becomes of a suite one of whose services is killed.
@Suite(.serialized) struct ServiceCrashTests {
    private static let services = ["clients", "identity", "ledger", "reporting"]
    /// Enough that an import of them lasts for several seconds.
    private static let rows = 20_000

    @Test func aServiceThatIsKilledDuringAnImportComesBackAndTheOthersStayUp() async throws {
        try await SuiteProcesses.with { suite in
            let up = try await suite.up("--no-import")
            try #require(up.status == 0, up.failure)
            let before = try Self.processNumbers(suite)
            let file = try Self.file(in: suite)
            let running = try suite.start(["import", "clients", file])
            // Some rows are stored and most are not, when it is killed.
            var stored = 0
            try await waitUntil {
                stored = try await Self.position(suite)
                return stored > 0
            }
            let victim = try #require(before["clients"])
            #expect(kill(victim, SIGKILL) == 0)
            #expect(stored < Self.rows / 2 && running.isRunning)

            let complete = try await running.end()
            try #require(complete.status == 0, complete.failure)
            let imports = Array(try #require(try await suite.call("clients.listImports").member("items")?.elements))
            try #require(imports.count == 1)
            let progress = try #require(imports[0].member("progress"))
            #expect(progress.member("created")?.int64 == Int64(Self.rows), "\(complete.output)")
            #expect(progress.member("position")?.int64 == Int64(Self.rows))
            #expect(try await Self.clientCount(suite) == Self.rows, "each row is there once")

            let after = try Self.processNumbers(suite)
            for service in Self.services {
                let number = try #require(after[service])
                #expect(kill(number, 0) == 0, "\(service) does not run")
                #expect((number == before[service]) == (service != "clients"), "\(service)")
            }
            let log = try String(contentsOfFile: suite.folder + "/data/logs/supervisor.log", encoding: .utf8)
            #expect(log.contains("kontor-clients has ended: it was ended by signal 9. It is started again in 0.5 s."))
            #expect(log.contains("kontor-clients is ready again."))
            let status = try await suite.kontor("status")
            #expect(status.status == 0, status.failure)
        }
    }

    @Test func eachServiceIsStartedAgainAndCountedAndTheSuiteStopsAsEver() async throws {
        try await SuiteProcesses.with { suite in
            let up = try await suite.up("--no-import")
            try #require(up.status == 0, up.failure)
            for service in Self.services {
                let number = try suite.processNumber(of: service)
                #expect(kill(number, SIGKILL) == 0)
                try await waitUntil {
                    let status = try await suite.kontor("status")
                    return try status.status == 0 && suite.processNumber(of: service) != number
                }
            }
            let status = try await suite.kontor("status")
            for service in Self.services {
                let line = status.output.split(separator: "\n").first { $0.hasPrefix(service) }
                #expect(line?.split(separator: " ").last == "1", status.failure)
            }
            let numbers = try Self.processNumbers(suite)
            let down = try await suite.kontor("down")
            #expect(down.status == 0, down.failure)
            for (service, number) in numbers { #expect(kill(number, 0) != 0, "\(service) still runs") }
        }
    }

    @Test func aServiceThatEndsBeforeTheSuiteWasReadyStopsItWithItsReason() async throws {
        try await SuiteProcesses.with { suite in
            // Migrations run without the key, and identity does not serve with it.
            let secrets = suite.folder + "/data/secrets"
            try FileManager.default.createDirectory(atPath: secrets, withIntermediateDirectories: true)
            try "short".write(toFile: secrets + "/identity.bytes", atomically: true, encoding: .utf8)
            let up = try await suite.up("--no-import")
            #expect(up.status != 0, up.failure)
            #expect(up.errors.contains("kontor-identity has ended"), up.failure)
            #expect(up.errors.contains("exactly 32 bytes"), up.failure)
            #expect(!up.errors.contains("started again"), up.failure)
            let status = try await suite.kontor("status")
            #expect(status.output.contains("not running"), status.failure)
        }
    }

    private static func processNumbers(_ suite: SuiteProcesses) throws -> [String: Int32] {
        try Dictionary(uniqueKeysWithValues: services.map { ($0, try suite.processNumber(of: $0)) })
    }

    /// How many rows the only import has taken; 0 when it has not begun.
    private static func position(_ suite: SuiteProcesses) async throws -> Int {
        let items = try #require(try await suite.call("clients.listImports").member("items")).elements
        return Int(Array(items).first?.member("progress")?.member("position")?.int64 ?? 0)
    }

    private static func clientCount(_ suite: SuiteProcesses) async throws -> Int {
        let file = suite.folder + "/clients.csv"
        let run = try await suite.kontor("export", "records", "clients", "--output", file)
        try #require(run.status == 0, run.failure)
        return try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").count - 1
    }

    private static func file(in suite: SuiteProcesses) throws -> String {
        let path = suite.folder + "/accounts.csv"
        let lines = (0..<rows).map { "c-\($0),Harbour Supplies \($0),GB" }
        try "externalId,name,country\n\(lines.joined(separator: "\n"))\n".write(
            toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}
