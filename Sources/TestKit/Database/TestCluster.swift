// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
package import Postgres

/// A private PostgreSQL cluster, reached through a unix socket, that does not outlive this process.
package final class TestCluster: Sendable {
    package enum StopMode: String, Sendable {
        /// Ends sessions and shuts down cleanly.
        case fast
        /// As a crash: the next start recovers from the log.
        case immediate
    }

    private let keeper: KeeperProcess
    /// Holds the socket, the data and the server's log.
    package let folder: String

    private init(keeper: KeeperProcess, folder: String) {
        self.keeper = keeper
        self.folder = folder
    }

    deinit {
        keeper.end()
    }

    /// The cluster of this test run, made at its first use.
    package static func shared() async throws -> TestCluster {
        try await SharedCluster.instance.cluster()
    }

    /// Another cluster, for tests that stop theirs. A `durable` one survives `stop(.immediate)` with all that was
    /// committed. It is removed with its last reference.
    package static func start(durable: Bool = false) async throws -> TestCluster {
        let keeper = try KeeperProcess(ClusterKeeper.command(durable: durable))
        let words = try await keeper.answer().split(separator: " ")
        guard words.count == 2, words[0] == "ready" else {
            throw KeeperError.cannotStart("PostgreSQL does not start; its log is on standard error")
        }
        return TestCluster(keeper: keeper, folder: String(words[1]))
    }

    package func stop(_ mode: StopMode) async throws {
        try await obey("stop \(mode.rawValue)")
    }

    /// Starts it again after `stop`.
    package func resume() async throws {
        try await obey("start")
    }

    package func restart(_ mode: StopMode) async throws {
        try await stop(mode)
        try await resume()
    }

    /// How to reach a database of the cluster; without a user as the superuser.
    package func configuration(database: String = "postgres", user: String? = nil) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(
            host: folder, database: database, user: user ?? ClusterKeeper.superuser)
        configuration.applicationName = "kontor-tests"
        return configuration
    }

    private func obey(_ command: String) async throws {
        guard try await keeper.answer(to: command) == "done" else { throw KeeperError.refused(command) }
    }
}

/// Makes the shared cluster once, however many suites ask at the same time.
private actor SharedCluster {
    static let instance = SharedCluster()

    private var start: Task<TestCluster, any Error>?

    func cluster() async throws -> TestCluster {
        let start = start ?? Task { try await TestCluster.start() }
        self.start = start
        return try await start.value
    }
}
