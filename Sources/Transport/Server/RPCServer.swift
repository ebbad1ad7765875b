// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import JSONRPC
package import Logging
import NIOHTTP2
import NIOSSL
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
    private let count = LoadCount()
    private let bound = BoundPort()
    private let setUp: HTTPSetUp
    private let rotation: TLSRotation<NIOSSLContext>

    /// Throws `TLSProblem` when the certificates cannot be used. Nothing listens before `run`.
    package init(
        _ configuration: RPCServerConfiguration, endpoint: any RPCEndpoint, drain: Drain, logger: Logger
    ) throws {
        self.configuration = configuration
        self.drain = drain
        self.logger = logger
        rotation = try TLSRotation(configuration.tls) { material in
            var tls = try material.serverConfiguration()
            tls.applicationProtocols = NIOHTTP2SupportedALPNProtocols
            return try NIOSSLContext(configuration: tls)
        }
        let responder = RPCResponder(
            endpoint: endpoint, documents: configuration.documents,
            secretFolders: configuration.secretFolders, limits: configuration.limits, drain: drain,
            load: count, logger: logger)
        setUp = HTTPSetUp(
            responder: responder, limits: configuration.limits, loops: ServerLoops(load: count), rotation: rotation)
    }

    /// The port that is listened on, once it is. Throws what kept it from being.
    package func boundPort() async throws -> Int {
        try await bound.value()
    }

    package var load: ServerLoad { count.load }

    /// Reads the certificates again at once, and not only each `limits.certificateInterval`.
    ///
    /// True when new ones are in use for new connections. When they cannot be used the former stay.
    package func reloadCertificates() throws -> Bool {
        try rotation.reload()
    }

    package func run() async throws {
        let listener = Listener(
            host: configuration.host, port: configuration.port, setUp: setUp, bound: bound, logger: logger)
        try await withGracefulShutdownHandler {
            try await listener.run { [rotation, configuration, logger] in
                try await rotation.watch(each: configuration.limits.certificateInterval, logger: logger)
            }
        } onGracefulShutdown: {
            drain.begin()
        }
    }
}
