// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Logging
import Postgres
package import ServiceKit

/// What a test changes of a service's surroundings.
package struct TestSurroundings: Sendable {
    package var clock = Clock.system
    package var configuration = ServiceConfiguration()
    /// Channels to other services; one that is not here cannot be reached.
    package var peers: [ServiceName: any RPCChannel] = [:]
    /// Connections of the pool.
    package var poolSize = 4
    /// Whether all of the service's loops run, such as those that wake waiting readers of a feed; those that calls
    /// need always do.
    package var runsBackgroundWork = false

    package init() {}
}

/// Runs a service in this process, over a new database with its tables, for the time of `body`.
///
/// Authentication is the test's: every caller is believed. All else is what runs in production.
package func withService<S: Service, Answer>(
    _ service: S.Type, as caller: Caller = .user(.administrator),
    in surroundings: TestSurroundings = TestSurroundings(),
    _ body: (ServiceUnderTest<S>) async throws -> Answer
) async throws -> Answer {
    try await withDatabase(.migrated(S.self)) { database in
        try await withService(service, over: database, as: caller, in: surroundings, body)
    }
}

/// The same over a database that the test has, which must have the service's tables.
package func withService<S: Service, Answer>(
    _: S.Type, over database: TestDatabase, as caller: Caller = .user(.administrator),
    in surroundings: TestSurroundings = TestSurroundings(),
    _ body: (ServiceUnderTest<S>) async throws -> Answer
) async throws -> Answer {
    var configuration = database.configuration(of: S.name)
    configuration.poolSize = surroundings.poolSize
    let pool = try PostgresPool(configuration: configuration, deadline: { CallContext.deadline })
    defer { pool.close() }
    let peers = surroundings.peers
    let log = Logger(label: S.name.rawValue) { _ in
        JSONLogHandler(origin: LogOrigin(service: S.name.rawValue, version: "test"), level: .warning)
    }
    let environment = ServiceEnvironment(
        service: S.name, configuration: surroundings.configuration, clock: surroundings.clock, log: ServiceLog(log),
        metrics: ServiceMetrics(), database: pool, dial: { peers[$0] ?? NoChannel(service: $0) })
    let recorder = CallRecorder(service: S.name.rawValue)
    let authenticator = TestAuthenticator()
    let runtime = try await ServiceRuntime(S.self, in: environment, observer: recorder) { _ in authenticator }
    let work = runtime.backgroundWork.filter { surroundings.runsBackgroundWork || $0.isNeededByCalls }
    let service = ServiceUnderTest(
        runtime: runtime, database: database, recorder: recorder, authenticator: authenticator, caller: caller)
    return try await withThrowingTaskGroup(of: Void.self) { group in
        for loop in work { group.addTask { try await loop.run() } }
        defer { group.cancelAll() }
        return try await body(service)
    }
}
