// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import AsyncHTTPClient
package import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import Synchronization

/// What a dialer bears. Sizes in bytes.
package struct DialerLimits: Sendable, Equatable {
    /// Of an answer. More is refused without being kept.
    package var answerBytes = 8 << 20
    /// For the TCP connection and the TLS handshake together; the call's deadline may end it sooner.
    package var connectTimeout = Duration.seconds(3)
    /// Shorter than the servers' own, so that a call seldom meets a connection that is just being closed.
    package var idleTimeout = Duration.seconds(45)
    package var connectionsPerHost = 64
    /// How often certificate files are read again.
    package var certificateInterval = Duration.seconds(60)

    package init() {}
}

/// Keeps the connections that one process makes with one TLS identity, over HTTP/1.1, which costs a third of HTTP/2.
///
/// Either run it among a process's services, before those that call through it so that it ends after them, or call
/// `shutdown()` in the end. It must not be let go before.
package final class Dialer: Service, Sendable {
    let client: HTTPClient
    let limits: DialerLimits
    private let rotation: TLSRotation<TLSConfiguration>
    private let hasShutDown = Mutex(false)
    private let logger: Logger

    /// Throws `TLSProblem`.
    package init(tls: TLSSource, limits: DialerLimits = DialerLimits(), logger: Logger) throws {
        self.limits = limits
        self.logger = logger
        rotation = try TLSRotation(tls) { try $0.clientConfiguration() }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: rotation.current, redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(limits.connectTimeout)), decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.idleTimeout = TimeAmount(limits.idleTimeout)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = limits.connectionsPerHost
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// A channel to the service at `baseURL`, such as `https://ledger.internal:7443`. Throws `InvalidURL`.
    package func channel(to baseURL: String, token: TokenProvider? = nil) throws -> HTTPSChannel {
        HTTPSChannel(dialer: self, url: try InvalidURL.check(baseURL, scheme: "https") + "/rpc", token: token)
    }

    /// Nil as long as the first certificates hold, because those are part of the client.
    var renewedTLS: TLSConfiguration? { rotation.renewed }

    /// Reads the certificates again at once. True when new ones are in use for new connections.
    package func reloadCertificates() throws -> Bool {
        try rotation.reload()
    }

    /// Ends with a graceful shutdown or with its task; the connections are closed then.
    package func run() async throws {
        try await withGracefulShutdownOrCancellation()
        try await shutdown()
    }

    private func withGracefulShutdownOrCancellation() async throws {
        do {
            try await cancelWhenGracefulShutdown { [rotation, limits, logger] in
                try await rotation.watch(each: limits.certificateInterval, logger: logger)
            }
        } catch is CancellationError {
            // The end of the watch is the end of the run.
        }
    }

    /// Calls in flight fail. A second call does nothing.
    package func shutdown() async throws {
        let isFirst = hasShutDown.withLock { hasShutDown in
            defer { hasShutDown = true }
            return !hasShutDown
        }
        if isFirst { try await client.shutdown() }
    }

    /// Makes a dialer for the time of `body`; one that lives no longer than a command has nothing to log.
    package static func with<Value>(
        tls: TLSSource, limits: DialerLimits = DialerLimits(),
        logger: Logger = Logger(label: "dialer", factory: { _ in SwiftLogNoOpLogHandler() }),
        _ body: (Dialer) async throws -> Value
    ) async throws -> Value {
        let dialer = try Dialer(tls: tls, limits: limits, logger: logger)
        do {
            let value = try await body(dialer)
            try await dialer.shutdown()
            return value
        } catch {
            try await dialer.shutdown()
            throw error
        }
    }
}
