// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
package import JSONRPC
import Postgres
import ServiceLifecycle
package import Transport

/// Where a service listens.
package struct ListeningPlaces: Sendable {
    package var host = "127.0.0.1"
    /// 0 takes a free one.
    package var port = 0
    package var managementHost = "127.0.0.1"
    package var managementPort = 0
    package var tls: TLSSource
    package var drain = Duration.seconds(20)

    package init(tls: TLSSource) {
        self.tls = tls
    }
}

/// All parts of a service that serves, put together: the same in its executable and in a test over TLS.
package struct ServiceAssembly<S: Service>: Sendable {
    package let runtime: ServiceRuntime<S>
    package let server: RPCServer
    package let management: ManagementServer
    private let dialer: Dialer?
    private let keys: KeyCache

    /// Throws before anything listens when the schema is not what this release was built for.
    package init(
        _: S.Type, in environment: ServiceEnvironment, at places: ListeningPlaces, dialer: Dialer?,
        observer: any CallObserver
    ) async throws {
        let migrator = try Migrator(schema: S.name.schema, directory: S.migrations)
        try await migrator.verify(environment.database)
        var cache: KeyCache?
        runtime = try await ServiceRuntime(S.self, in: environment, observer: observer) { context in
            let keys = KeyCache(S.keySource(context, environment))
            cache = keys
            return await TokenVerifier(
                keys: keys, clock: environment.clock, rule: S.name == .identity ? .alone : .withToken,
                metrics: environment.metrics)
        }
        keys = cache ?? KeyCache(S.keySource(runtime.context, environment))
        self.dialer = dialer
        let drain = Drain()
        server = try ServiceAssembly.server(runtime, places, drain)
        management = ServiceAssembly.management(runtime, keys, migrator, places, drain)
    }

    /// In the order of their start. The last is the first to stop, so that no call is cut off from what it needs.
    var services: [any ServiceLifecycle.Service] {
        let environment = runtime.environment
        var services: [any ServiceLifecycle.Service] = [PoolService(pool: environment.database)]
        if let dialer { services.append(dialer) }
        for work in runtime.backgroundWork + [keys.refreshing(log: environment.log)] {
            services.append(WorkService(work: work))
        }
        services += [management, server, StartNotice(server: server, management: management, log: environment.log)]
        return services
    }

    /// Serves until the task is cancelled.
    package func run() async throws {
        try await ServiceGroup(services: services, logger: runtime.environment.log.logger).run()
    }

    private static func server(
        _ runtime: ServiceRuntime<S>, _ places: ListeningPlaces, _ drain: Drain
    ) throws -> RPCServer {
        let environment = runtime.environment
        var limits = ServerLimits()
        limits.drain = places.drain
        let documents = S.documents(runtime.context, environment).map { document in
            let source: HTTPDocument.Source = {
                let content = try await document.content()
                return HTTPDocument(contentType: content.type, body: content.bytes, maximumAge: content.maximumAge)
            }
            return (document.path, source)
        }
        let folders = S.secretFolders(runtime.context, environment).map { folder in
            let source: HTTPDocument.FolderSource = { name in
                guard let content = try await folder.content(name) else { return nil }
                return HTTPDocument(contentType: content.type, body: content.bytes, maximumAge: content.maximumAge)
            }
            return (folder.path, source)
        }
        let server = try RPCServer(
            RPCServerConfiguration(
                host: places.host, port: places.port, tls: places.tls, limits: limits,
                documents: Dictionary(documents) { first, _ in first },
                secretFolders: Dictionary(folders) { first, _ in first }),
            endpoint: runtime.endpoint, drain: drain, logger: environment.log.logger)
        environment.metrics.gauge("rpc_server_connections", "Open connections.") { Double(server.load.connections) }
        environment.metrics.registry.askCounter(
            "rpc_server_refusals_total", "Requests answered 503 before they were read."
        ) { Double(server.load.refusals) }
        return server
    }

    private static func management(
        _ runtime: ServiceRuntime<S>, _ keys: KeyCache, _ migrator: Migrator, _ places: ListeningPlaces, _ drain: Drain
    ) -> ManagementServer {
        let environment = runtime.environment
        let checks =
            [
                SystemChecks.database(environment.database),
                SystemChecks.migrations(migrator, environment.database),
                SystemChecks.keys(keys),
            ] + S.readinessChecks(runtime.context, environment)
        return ManagementServer(
            ManagementConfiguration(
                host: places.managementHost, port: places.managementPort,
                checks: checks.map { ReadinessCheck($0.name, check: $0.check) },
                metrics: { environment.metrics.registry.exposition() }),
            drain: drain, logger: environment.log.logger)
    }
}
