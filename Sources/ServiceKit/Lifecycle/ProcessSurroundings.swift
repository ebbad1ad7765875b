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
        let peers = try ProcessSurroundings.peers(of: S.name, configuration, log)
        dialer = peers?.dialer
        environment = ServiceEnvironment(
            service: S.name, configuration: configuration, clock: clock, log: log, metrics: metrics, database: pool
        ) { service in peers?.channel(to: service) ?? PeerChannels.none(service) }
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

    /// Nil without certificates: a command that calls nobody.
    private static func peers(
        of service: ServiceName, _ configuration: ServiceConfiguration, _ log: ServiceLog
    ) throws -> PeerChannels? {
        guard let certificate = configuration.text(StandardKeys.tlsCertificate),
            let key = configuration.text(StandardKeys.tlsKey),
            let authority = configuration.text(StandardKeys.tlsAuthority)
        else { return nil }
        var urls: [ServiceName: String] = [:]
        for name in ServiceName.allCases where name != service {
            urls[name] = StandardKeys.url(of: name).flatMap { configuration.text($0) }
        }
        return try PeerChannels(
            tls: .files(certificate: certificate, key: key, authority: authority), urls: urls, logger: log.logger)
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
