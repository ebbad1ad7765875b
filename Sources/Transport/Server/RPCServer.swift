// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import JSONRPC
package import Logging
import ServiceLifecycle

/// Serves an endpoint over HTTPS.
///
/// On a graceful shutdown it stops accepting, lets calls in flight finish for `limits.drain`, answers 503 to further
/// requests on open connections, closes these, and returns. Cancelling the task that runs it cancels the calls in
/// flight.
package struct RPCServer: Service {
    private let configuration: RPCServerConfiguration
    private let drain: Drain
    private let logger: Logger
    private let slots: RequestSlots
    private let table = ConnectionTable()
    private let bound = BoundPort()
    private let child: GuardedTLSChannel

    /// Throws `TLSProblem` when the certificates cannot be used. Nothing listens before `run`.
    package init(
        _ configuration: RPCServerConfiguration, endpoint: any RPCEndpoint, drain: Drain, logger: Logger
    ) throws {
        self.configuration = configuration
        self.drain = drain
        self.logger = logger
        slots = RequestSlots(limit: configuration.limits.requests)
        let responder = RPCResponder(
            endpoint: endpoint, documents: configuration.documents, limits: configuration.limits, drain: drain,
            slots: slots, table: table, logger: logger)
        child = try GuardedTLSChannel(
            tls: configuration.tls, table: table, limits: configuration.limits
        ) { request, writer, channel in
            try await responder.respond(to: request, through: writer, on: channel)
        }
    }

    /// The port that is listened on, once it is. Throws what kept it from being.
    package func boundPort() async throws -> Int {
        try await bound.value()
    }

    package var load: ServerLoad {
        ServerLoad(connections: table.count, requests: slots.inFlight, refusals: slots.refusals)
    }

    /// Reads the certificates again at once, and not only each `limits.certificateInterval`.
    ///
    /// True when new ones are in use for new connections. When they cannot be used the former stay.
    package func reloadCertificates() throws -> Bool {
        try child.rotation.reload()
    }

    package func run() async throws {
        let listener = Listener(
            child: child, host: configuration.host, port: configuration.port, limits: configuration.limits,
            table: table,
            bound: bound, logger: logger
        ) { [child, configuration, logger] in
            try await child.rotation.watch(each: configuration.limits.certificateInterval, logger: logger)
        }
        try await withGracefulShutdownHandler {
            try await listener.run()
        } onGracefulShutdown: {
            drain.begin()
        }
    }
}
