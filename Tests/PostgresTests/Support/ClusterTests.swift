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
