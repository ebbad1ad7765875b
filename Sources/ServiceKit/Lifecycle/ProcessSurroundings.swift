// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import CoreMetrics
import JSONRPC
import Logging
import Postgres
import Transport

/// What a process makes once of its settings: the log, the metrics, the pool, the way to the other services.
struct ProcessSurroundings: Sendable {
    let environment: ServiceEnvironment
    let origin: LogOrigin
    let level: Logger.Level
    /// Nil for a command that has no certificate and calls nobody.
    let dialer: Dialer?

    /// Throws `ConfigurationMistakes`, `TLSProblem`, `InvalidURL`.
    init<S: Service>(_: S.Type, _ configuration: ServiceConfiguration, isServing: Bool) throws {
        let clock = Clock.system
        let metrics = ServiceMetrics()
        let level = Logger.Level(rawValue: configuration.text(StandardKeys.logLevel) ?? "") ?? .info
        let origin = LogOrigin(service: S.name.rawValue, version: Release.version)
        let handler = JSONLogHandler(origin: origin, level: level)
        if isServing {
            LoggingSystem.bootstrap { _ in handler }
            MetricsSystem.bootstrap(metrics.registry)
            ProcessMetrics.register(in: metrics.registry, startedAt: clock.now())
        }
        let log = ServiceLog(Logger(label: S.name.rawValue) { _ in handler })
        let pool = try ProcessSurroundings.pool(S.self, configuration, metrics, log)
        let dialing = try Dialing(of: S.name, configuration, logger: log.logger)
        dialer = dialing?.dialer
        environment = ServiceEnvironment(
            service: S.name, configuration: configuration, clock: clock, log: log, metrics: metrics, database: pool
        ) { service in dialing?.channel(to: service) ?? Unreachable(service: service) }
        self.origin = origin
        self.level = level
    }

    /// Runs a command and lets go of everything.
    func run<Answer>(_ body: (ServiceEnvironment) async throws -> Answer) async throws -> Answer {
        defer { environment.database.close() }
        do {
            let answer = try await body(environment)
            try await dialer?.shutdown()
            return answer
        } catch {
            try await dialer?.shutdown()
            throw error
        }
    }

    private static func pool<S: Service>(
        _: S.Type, _ configuration: ServiceConfiguration, _ metrics: ServiceMetrics, _ log: ServiceLog
    ) throws -> PostgresPool {
        var database = try PostgresConfiguration(url: try configuration.required(StandardKeys.databaseURL()))
        database.password = configuration.secret(StandardKeys.databasePassword)?.text ?? database.password
        database.applicationName = "kontor-\(S.name.rawValue)"
        database.searchPath = PostgresIdentifier(S.name.rawValue)
        database.poolSize = configuration.number(StandardKeys.databasePoolSize) ?? database.poolSize
        let slow = configuration.number(StandardKeys.slowStatement).flatMap { $0 > 0 ? Duration.milliseconds($0) : nil }
        let pool = try PostgresPool(
            configuration: database, deadline: { CallContext.deadline },
            observer: DatabaseMetrics(metrics, log: log, slow: slow))
        DatabaseMetrics.register(pool, in: metrics)
        return pool
    }
}

/// The ways to the other services, all over one TLS identity.
private struct Dialing: Sendable {
    let dialer: Dialer
    private let channels: [ServiceName: HTTPSChannel]

    /// Nil without certificates. Identity is called with the certificate alone; the others get a token as well.
    init?(of service: ServiceName, _ configuration: ServiceConfiguration, logger: Logger) throws {
        guard let certificate = configuration.text(StandardKeys.tlsCertificate),
            let key = configuration.text(StandardKeys.tlsKey),
            let authority = configuration.text(StandardKeys.tlsAuthority)
        else { return nil }
        dialer = try Dialer(
            tls: .files(certificate: certificate, key: key, authority: authority), logger: logger)
        var channels: [ServiceName: HTTPSChannel] = [:]
        var token: TokenProvider?
        for name in ServiceName.allCases where name != service {
            guard let url = StandardKeys.url(of: name).flatMap({ configuration.text($0) }) else { continue }
            let channel = try dialer.channel(to: url, token: token)
            channels[name] = channel
            if name == .identity {
                let tokens = ServiceTokens(Remote(over: channel))
                token = { try await tokens.token(isRefused: $0 == .renewed) }
            }
        }
        self.channels = channels
    }

    func channel(to service: ServiceName) -> (any RPCChannel)? {
        channels[service]
    }
}

/// A service that these settings do not lead to.
private struct Unreachable: RPCChannel {
    let service: ServiceName

    func exchange(
        _ body: [UInt8], deadline: ContinuousClock.Instant, trace: TraceContext?
    ) async throws -> [UInt8] {
        throw ChannelError(.unreachable, detail: "no way to \(service.rawValue) is configured")
    }
}
