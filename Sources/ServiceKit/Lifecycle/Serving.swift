// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
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
        let log = surroundings.environment.log
        for warning in warnings { log.warning("a setting should be looked at", ["problem": warning]) }
        return try await surroundings.run { environment in
            let observer = CallObservers([
                CallMetrics(environment.metrics), CallLog(origin: surroundings.origin, level: surroundings.level),
            ])
            let assembly = try await ServiceAssembly(
                S.self, in: environment, at: try places(), dialer: surroundings.dialer, observer: observer)
            do {
                try await group(assembly).run()
                log.info("stopped")
                return .success
            } catch is SecondSignal {
                log.warning("stopped by a second signal")
                return .failure
            }
        }
    }

    private func group(_ assembly: ServiceAssembly<S>) -> ServiceGroup {
        let services = [LogGatheringService(), SecondSignalService()] + assembly.services
        var group = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) } + [
                .init(service: FirstSignalService(), successTerminationBehavior: .gracefullyShutdownGroup)
            ], logger: assembly.runtime.environment.log.logger)
        // Longer than the server waits for the answers of cancelled calls.
        group.maximumCancellationDuration = .seconds(10)
        return ServiceGroup(configuration: group)
    }

    /// The management port is the other plus 10 unless it is given, so that one setting moves both.
    private func places() throws -> ListeningPlaces {
        var places = ListeningPlaces(
            tls: .files(
                certificate: try configuration.required(StandardKeys.tlsCertificate),
                key: try configuration.required(StandardKeys.tlsKey),
                authority: try configuration.required(StandardKeys.tlsAuthority)))
        places.host = configuration.text(StandardKeys.listenHost) ?? places.host
        places.port = configuration.number(StandardKeys.listenPort(of: S.name)) ?? places.port
        places.managementHost = configuration.text(StandardKeys.managementHost) ?? places.managementHost
        places.managementPort =
            configuration.number(StandardKeys.managementPort) ?? (places.port == 0 ? 0 : places.port + 10)
        places.drain = configuration.number(StandardKeys.drain).map { .seconds($0) } ?? places.drain
        return places
    }
}
