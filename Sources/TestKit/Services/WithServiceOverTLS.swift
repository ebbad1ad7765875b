// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Logging
import Postgres
package import ServiceKit
import Transport

/// A service that listens on this machine, with the authentication of production.
package struct ServedService<S: Service>: Sendable {
    package let assembly: ServiceAssembly<S>
    package let port: Int
    package let managementPort: Int
    let callers: Dialer

    package var url: String { "https://localhost:\(port)" }
    package var context: S.Context { assembly.runtime.context }
    package var environment: ServiceEnvironment { assembly.runtime.environment }

    /// The typed caller of somebody outside, who has no certificate.
    package func remote<API: ServiceAPI>(_: API.Type, token: String? = nil) throws -> Remote<API> {
        Remote(over: try callers.channel(to: url) { _ in token })
    }
}

/// Runs a service in this process behind a real socket for the time of `body`, with a certificate of `authority` and
/// over a database that has its tables. `urls` lead to the other services; nest calls to have several.
package func withServiceOverTLS<S: Service, Answer>(
    _: S.Type, over database: TestDatabase, authority: TestAuthority, urls: [ServiceName: String] = [:],
    in surroundings: TestSurroundings = TestSurroundings(), _ body: (ServedService<S>) async throws -> Answer
) async throws -> Answer {
    let log = Logger(label: S.name.rawValue) { _ in
        JSONLogHandler(origin: LogOrigin(service: S.name.rawValue, version: "test"), level: .error)
    }
    let tls = TLSSource.material(try authority.issue(to: S.name))
    let peers = try PeerChannels(tls: tls, urls: urls, logger: log)
    return try await shuttingDown(peers.dialer) {
        try await Dialer.with(tls: .material(try authority.trust()), logger: log) { callers in
            var configuration = database.configuration(of: S.name)
            configuration.poolSize = surroundings.poolSize
            let pool = try PostgresPool(configuration: configuration, deadline: { CallContext.deadline })
            defer { pool.close() }
            let environment = ServiceEnvironment(
                service: S.name, configuration: surroundings.configuration, clock: surroundings.clock,
                log: ServiceLog(log), metrics: ServiceMetrics(), database: pool, dial: { peers.channel(to: $0) })
            let assembly = try await ServiceAssembly(
                S.self, in: environment, at: ListeningPlaces(tls: tls), dialer: peers.dialer,
                observer: CallObservers([CallMetrics(environment.metrics), CallRecorder(service: S.name.rawValue)]))
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await assembly.run() }
                defer { group.cancelAll() }
                return try await body(
                    ServedService(
                        assembly: assembly, port: try await assembly.server.boundPort(),
                        managementPort: try await assembly.management.boundPort(), callers: callers))
            }
        }
    }
}

/// An HTTP client must be shut down whatever happens.
private func shuttingDown<Answer>(_ dialer: Dialer, _ body: () async throws -> Answer) async throws -> Answer {
    do {
        let answer = try await body()
        try await dialer.shutdown()
        return answer
    } catch {
        try await dialer.shutdown()
        throw error
    }
}
