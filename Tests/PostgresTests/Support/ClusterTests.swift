// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import Postgres
import TestKit
import Testing

@Suite struct ClusterTests {
    @Test func aClusterGoesWithItsLastReference() async throws {
        let folder: String
        do {
            let cluster = try await TestCluster.start()
            folder = cluster.folder
            #expect(FileManager.default.fileExists(atPath: folder + "/data/PG_VERSION"))
        }
        try await eventually { !FileManager.default.fileExists(atPath: folder) }
    }

    /// The keeper's input comes from a process that is killed, before the cluster is ready and after.
    @Test(arguments: [false, true])
    func aClusterGoesWhenItsUserIsKilled(isReady: Bool) async throws {
        let user = Process()
        user.executableURL = URL(fileURLWithPath: "/bin/sleep")
        user.arguments = ["600"]
        let (commands, answers) = (Pipe(), Pipe())
        user.standardOutput = commands
        try user.run()
        try commands.fileHandleForWriting.close()
        let keeper = Process()
        var command = try ClusterKeeper.command(durable: false)
        keeper.executableURL = URL(fileURLWithPath: command.removeFirst())
        keeper.arguments = command
        keeper.standardInput = commands
        keeper.standardOutput = answers
        let marker = "kontor-killed-\(UUID().uuidString)"
        let folder = URL(fileURLWithPath: "/tmp/\(marker)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o777])
        defer { try? FileManager.default.removeItem(at: folder) }
        keeper.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": folder.path]) { $1 }
        try keeper.run()
        func isEmpty() throws -> Bool { try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty }
        try await eventually(within: .seconds(60)) {
            let clusters = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            let socket = clusters.first.map { "\(folder.path)/\($0)/.s.PGSQL.5432" }
            return isReady ? socket.map(FileManager.default.fileExists(atPath:)) ?? false : !clusters.isEmpty
        }
        // Whoever would read the answers is gone, too.
        try answers.fileHandleForReading.close()
        kill(user.processIdentifier, SIGKILL)
        try await eventually(within: .seconds(60)) { try isEmpty() && !keeper.isRunning }
    }

    @Test func databasesAreCopiesOfTheirOwn() async throws {
        let template = DatabaseTemplate("counted", from: .empty) { database in
            try await database.withPool { pool in _ = try await pool.execute("create table t as select 1 as n") }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...20 {
                group.addTask {
                    try await withDatabase(template) { database in
                        try await database.withPool(size: 1) { pool async throws in
                            try await pool.execute("update t set n = n + 1")
                            #expect(try await pool.row("select n from t", as: Int.self) == 2)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func durableClustersKeepWhatWasCommitted() async throws {
        let cluster = try await TestCluster.start(durable: true)
        let pool = try PostgresPool(configuration: cluster.configuration())
        defer { pool.close() }
        #expect(try await pool.row("show fsync", as: String.self) == "on")
        try await pool.execute("create table t as select 1 as n")
        try await cluster.restart(.immediate)
        #expect(try await pool.row("select n from t", as: Int.self) == 1)
    }
}
