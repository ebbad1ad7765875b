// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Synchronization

/// A connection leased for the length of a closure. It cannot be used after that.
package final class PostgresSession: PostgresExecutor, PostgresCopying {
    private let connection: Connection
    private let deadline: ContinuousClock.Instant?
    /// Also while a COPY has the connection for itself.
    private let isOver = Mutex(false)

    /// How long cleaning up may take before the connection is given up.
    static let cleanupLimit = Duration.seconds(5)

    private static let resetStatements: [SQL] = [
        "select pg_advisory_unlock_all()", "unlisten *", "close all", "discard temp", "reset session authorization",
        "reset all",
    ]

    init(connection: Connection, deadline: ContinuousClock.Instant?) {
        self.connection = connection
        self.deadline = deadline
    }

    package func batch(_ statements: [SQL]) async throws -> [ResultSet] {
        try await lease().roundTrip(statements, until: deadline)
    }

    /// Runs a file of statements, all of them or none unless the file says otherwise.
    package func run(_ script: SQLScript) async throws {
        let text = script.text
        let reply = try await lease().perform(until: deadline) { wire, watch throws(Wire.Lost) in
            try wire.script(text, watch)
        }
        if let failure = reply.answer { throw failure.cause(reply.interruption, deadline) }
    }

    func isInTransaction() async throws -> Bool {
        try await lease().perform(until: deadline) { wire, _ throws(Wire.Lost) in wire.isInTransaction }.answer
    }

    func lease() throws(PostgresError) -> Connection {
        if isOver.withLock({ $0 }) { throw .leaseEnded }
        return connection
    }

    @discardableResult
    package func copyIn(_ sql: SQL, _ body: (CopyWriter) async throws -> Void) async throws -> Int {
        try await copying { try await $0.copyIn(sql, until: deadline, body) }
    }

    @discardableResult
    package func copyOut(_ sql: SQL, _ body: ([UInt8]) async throws -> Void) async throws -> Int {
        try await copying { try await $0.copyOut(sql, until: deadline, body) }
    }

    private func copying(_ copy: (Connection) async throws -> Int) async throws -> Int {
        let connection = try lease()
        isOver.withLock { $0 = true }
        defer { isOver.withLock { $0 = false } }
        return try await copy(connection)
    }

    /// Brings the connection back to how it was, or closes it.
    func end() async {
        isOver.withLock { $0 = true }
        let cleaned = try? await connection.perform(
            until: .now + Self.cleanupLimit, isCancellable: false
        ) { wire, watch throws(Wire.Lost) in
            if wire.isInTransaction { throw wire.lost() }
            _ = try wire.pipeline(Self.resetStatements, watch)
        }
        if cleaned == nil { connection.close() }
    }
}
