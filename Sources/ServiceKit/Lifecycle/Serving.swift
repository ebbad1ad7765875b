// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Logging
import Postgres
import ServiceLifecycle
import Transport

/// `serve`: from settings to a group of services that runs until a signal.
struct Serving<S: Service>: Sendable {
    private let configuration: ServiceConfiguration
    private let warnings: [String]

    init(_ configuration: ServiceConfiguration, warnings: [String]) {
        self.configuration = configuration
        self.warnings = warnings
    }

    /// Throws before anything listens when the schema is not what this release was built for.
    func run() async throws -> ExitCode {
        let surroundings = try ProcessSurroundings(S.self, configuration, isServing: true)
        let environment = surroundings.environment
        for warning in warnings { environment.log.warning("setting", ["problem": warning]) }
        do {
            let group = try await group(surroundings)
            try await group.run()
        } catch is SecondSignal {
            environment.log.warning("cancelled by a second signal")
            return .failure
        } catch {
            environment.database.close()
            try await surroundings.dialer?.shutdown()
            throw error
        }
        environment.log.info("stopped")
        return .success
    }

    private func group(_ surroundings: ProcessSurroundings) async throws -> ServiceGroup {
        let environment = surroundings.environment
        let migrator = try Migrator(schema: S.name.schema, directory: S.migrations)
        try await migrator.verify(environment.database)
        let observer = CallObservers([
            CallMetrics(environment.metrics), CallLog(origin: surroundings.origin, level: surroundings.level),
        ])
        let (runtime, keys) = try await answering(in: environment, observer)
        let drain = Drain()
        let server = try server(runtime, drain, environment)
        let management = management(runtime, keys, migrator, drain, environment)
        let loops = (runtime.backgroundWork + [keys.refreshing(log: environment.log)]).map { WorkService(work: $0) }
        let started = StartNotice(server: server, management: management, log: environment.log)
        // The last is the first to stop, so that no call is cut off from what it needs.
        var services: [any ServiceLifecycle.Service] = [SecondSignalService(), PoolService(pool: environment.database)]
        if let dialer = surroundings.dialer { services.append(dialer) }
        services += loops as [any ServiceLifecycle.Service] + [management, server, started]
        var group = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) } + [
                .init(service: FirstSignalService(), successTerminationBehavior: .gracefullyShutdownGroup)
            ], logger: environment.log.logger)
        group.maximumCancellationDuration = .seconds(5)
        return ServiceGroup(configuration: group)
    }

    private func answering(
        in environment: ServiceEnvironment, _ observer: any CallObserver
    ) async throws -> (ServiceRuntime<S>, KeyCache) {
        var cache: KeyCache?
        let runtime = try await ServiceRuntime(S.self, in: environment, observer: observer) { context in
            let keys = KeyCache(S.keySource(context, environment))
            cache = keys
            return await TokenVerifier(
                keys: keys, clock: environment.clock, rule: S.name == .identity ? .alone : .withToken,
                metrics: environment.metrics)
        }
        return (runtime, cache ?? KeyCache(S.keySource(runtime.context, environment)))
    }

    private func server(
        _ runtime: ServiceRuntime<S>, _ drain: Drain, _ environment: ServiceEnvironment
    ) throws -> RPCServer {
        var limits = ServerLimits()
        limits.drain = .seconds(configuration.number(StandardKeys.drain) ?? 20)
        let documents = S.documents(runtime.context, environment).map { document in
            let source: HTTPDocument.Source = {
                let content = try await document.content()
                return HTTPDocument(
                    contentType: content.type, body: content.bytes, maximumAge: content.maximumAge)
            }
            return (document.path, source)
        }
        let server = try RPCServer(
            RPCServerConfiguration(
                host: configuration.text(StandardKeys.listenHost) ?? "127.0.0.1", port: port,
                tls: .files(
                    certificate: try configuration.required(StandardKeys.tlsCertificate),
                    key: try configuration.required(StandardKeys.tlsKey),
                    authority: try configuration.required(StandardKeys.tlsAuthority)),
                limits: limits, documents: Dictionary(documents) { first, _ in first }),
            endpoint: runtime.endpoint, drain: drain, logger: environment.log.logger)
        environment.metrics.gauge("rpc_server_connections", "Open connections.") { Double(server.load.connections) }
        environment.metrics.registry.askCounter(
            "rpc_server_refusals_total", "Requests answered 503 before they were read."
        ) { Double(server.load.refusals) }
        return server
    }

    private var port: Int { configuration.number(StandardKeys.listenPort(of: S.name)) ?? 0 }

    private func management(
        _ runtime: ServiceRuntime<S>, _ keys: KeyCache, _ migrator: Migrator, _ drain: Drain,
        _ environment: ServiceEnvironment
    ) -> ManagementServer {
        let checks =
            [
                SystemChecks.database(environment.database),
                SystemChecks.migrations(migrator, environment.database),
                SystemChecks.keys(keys),
            ] + S.readinessChecks(runtime.context, environment)
        return ManagementServer(
            ManagementConfiguration(
                host: configuration.text(StandardKeys.managementHost) ?? "127.0.0.1",
                port: configuration.number(StandardKeys.managementPort) ?? (port == 0 ? 0 : port + 10),
                checks: checks.map { ReadinessCheck($0.name, check: $0.check) },
                metrics: { environment.metrics.registry.exposition() }),
            drain: drain, logger: environment.log.logger)
    }
}
