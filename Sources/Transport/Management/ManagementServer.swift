// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Logging
import NIOHTTP1
import ServiceLifecycle

/// What a management port shows and where it listens.
package struct ManagementConfiguration: Sendable {
    package var host: String
    /// 0 lets the system pick one; `ManagementServer.boundPort()` tells which.
    package var port: Int
    package var checks: [ReadinessCheck]
    package var checkTimeout = Duration.seconds(2)
    /// Whether the process has done what it does before it serves, such as comparing the schema.
    package var hasStarted: @Sendable () -> Bool
    /// The Prometheus text.
    package var metrics: @Sendable () async -> String

    package init(
        host: String, port: Int, checks: [ReadinessCheck], hasStarted: @escaping @Sendable () -> Bool = { true },
        metrics: @escaping @Sendable () async -> String
    ) {
        self.host = host
        self.port = port
        self.checks = checks
        self.hasStarted = hasStarted
        self.metrics = metrics
    }
}

/// `GET /livez`, `/readyz`, `/startupz` and `/metrics` over plain HTTP, for the loopback or a cluster's own network.
///
/// List it before the `RPCServer` in a `ServiceGroup`: those end in reverse order, and load balancers ask until the
/// end.
package struct ManagementServer: Service {
    private let configuration: ManagementConfiguration
    private let drain: Drain
    private let logger: Logger
    private let bound = BoundPort()

    package init(_ configuration: ManagementConfiguration, drain: Drain, logger: Logger) {
        self.configuration = configuration
        self.drain = drain
        self.logger = logger
    }

    /// The port that is listened on, once it is. Throws what kept it from being.
    package func boundPort() async throws -> Int {
        try await bound.value()
    }

    package func run() async throws {
        let setUp = HTTPSetUp(
            responder: self, limits: ManagementServer.limits, loops: ServerLoops(load: LoadCount()), rotation: nil)
        try await Listener(
            host: configuration.host, port: configuration.port, setUp: setUp, bound: bound, logger: logger
        ).run()
    }

    private static let limits = {
        var limits = ServerLimits()
        limits.connections = 64
        limits.bodyBytes = 0
        limits.drain = .seconds(2)
        return limits
    }()
}

extension ManagementServer: HTTPResponder {
    /// Longer than the checks may take.
    private static let timeout = Duration.seconds(30)

    var bodyLimit: Int { ManagementServer.limits.bodyBytes }
    /// Load balancers ask until the end, on the connections that they have.
    var isDraining: Bool { false }

    func refusal(of request: HTTPRequest) -> Reply? {
        guard request.method == .GET || request.method == .HEAD else {
            return .plain(.methodNotAllowed, "Use GET.", [("allow", "GET, HEAD")])
        }
        return nil
    }

    func deadline(of request: HTTPRequest) -> ContinuousClock.Instant {
        request.receivedAt + ManagementServer.timeout
    }

    func tooLarge(_ request: HTTPRequest) -> Reply { .unread(.payloadTooLarge) }
    func requestDidEnd() {}

    func reply(to request: HTTPRequest, from peer: HTTPPeer) async -> Reply {
        switch request.path {
        case "/livez":
            return ManagementServer.json(.ok, #"{"status":"live"}"#)
        case "/startupz":
            return configuration.hasStarted()
                ? ManagementServer.json(.ok, #"{"status":"started"}"#)
                : ManagementServer.json(.serviceUnavailable, #"{"status":"starting"}"#)
        case "/readyz":
            let readiness = await Readiness.find(
                configuration.checks, isDraining: drain.isDraining, timeout: configuration.checkTimeout)
            return ManagementServer.json(readiness.isReady ? .ok : .serviceUnavailable, readiness.json)
        case "/metrics":
            var reply = Reply.plain(.ok, "", contentType: "text/plain; version=0.0.4; charset=utf-8")
            reply.body = Array(await configuration.metrics().utf8)
            return reply
        default:
            return .plain(.notFound, "Here are /livez, /readyz, /startupz and /metrics.")
        }
    }

    private static func json(_ status: HTTPResponseStatus, _ text: String) -> Reply {
        .plain(status, text, contentType: "application/json; charset=utf-8")
    }
}
