// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Runs a Hummingbird server until its graceful shutdown has let every connection end, or the drain time has passed.
struct Listener<Child: ServerChildChannel>: Sendable {
    /// How long cancelled calls get to write their answers before their connections are cut. Those that have written
    /// theirs are closed at once, so that a machine under load loses nothing by a long bound.
    static var farewell: Duration { .seconds(5) }

    private enum End {
        case server
        case drainExpired
        case watch
    }

    let child: Child
    let host: String
    let port: Int
    let limits: ServerLimits
    let table: ConnectionTable
    let bound: BoundPort
    let logger: Logger
    /// Runs beside the server until it ends.
    let watch: @Sendable () async throws -> Void

    func run() async throws {
        do {
            try await withTaskCancellationHandler {
                try await serve()
            } onCancel: {
                closeConnectionsSoon()
            }
            bound.settle(.failure(CancellationError()))
        } catch {
            bound.settle(.failure(error))
            throw error
        }
    }

    private func serve() async throws {
        let server = Server(
            childChannelSetup: child,
            configuration: ServerConfiguration(
                address: .hostname(host, port: port), backlog: limits.backlog,
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: logger)),
            onServerRunning: { [bound] channel in bound.settle(.success(channel.localAddress?.port ?? 0)) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
        try await withThrowingTaskGroup(of: End.self) { group in
            group.addTask {
                try await server.run()
                return .server
            }
            group.addTask {
                try await Listener.untilCancelled(watch)
                return .watch
            }
            group.addTask {
                var hasExpired = false
                try await Listener.untilCancelled {
                    try await gracefulShutdown()
                    try await Task.sleep(for: limits.drain)
                    hasExpired = true
                }
                return hasExpired ? .drainExpired : .watch
            }
            for try await end in group {
                if end == .drainExpired {
                    logger.warning("the drain time has passed, calls in flight are cancelled")
                    closeConnectionsSoon()
                }
                if end != .watch { group.cancelAll() }
            }
        }
    }

    private static func untilCancelled(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch is CancellationError {
            // Its work is over with the server's.
        }
    }

    private func closeConnectionsSoon() {
        MultiThreadedEventLoopGroup.singleton.any().scheduleTask(in: TimeAmount(Listener.farewell)) { [table] in table.closeAll() }
    }
}
