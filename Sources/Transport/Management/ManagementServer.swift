// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import HTTPTypes
import HummingbirdCore
package import Logging
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
        let table = ConnectionTable()
        let child = GuardedPlainChannel(table: table, limits: limits) { [self] request, writer, _ in
            try await reply(to: request).write(to: writer, for: request.method)
        }
        try await Listener(
            child: child, host: configuration.host, port: configuration.port, limits: limits, table: table,
            bound: bound,
            logger: logger, watch: {}
        ).run()
    }

    private var limits: ServerLimits {
        var limits = ServerLimits()
        limits.connections = 64
        limits.bodyBytes = 0
        limits.drain = .seconds(2)
        return limits
    }

    private func reply(to request: Request) async -> Reply {
        guard request.method == .get || request.method == .head else {
            return .plain(.methodNotAllowed, "Use GET.", [.allow: "GET, HEAD"])
        }
        return await found(at: request.uri.path)
    }

    private func found(at path: String) async -> Reply {
        switch path {
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
            var reply = Reply.plain(.ok, "")
            reply.body = Array(await configuration.metrics().utf8)
            reply.fields[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
            return reply
        default:
            return .plain(.notFound, "Here are /livez, /readyz, /startupz and /metrics.")
        }
    }

    private static func json(_ status: HTTPResponse.Status, _ text: String) -> Reply {
        var reply = Reply.plain(status, text)
        reply.fields[.contentType] = "application/json; charset=utf-8"
        return reply
    }
}
