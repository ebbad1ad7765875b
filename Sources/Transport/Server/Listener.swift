// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// Listens until a graceful shutdown, and returns when every connection and every call has ended.
///
/// Calls in flight may go on for the drain time; then they are cancelled and get a while to write their answers. When
/// the task is cancelled that happens at once.
final class Listener: Sendable {
    /// How long cancelled calls get to write their answers before their connections are cut. Connections close as soon
    /// as the answers are written, so that a machine under load loses nothing by a long bound.
    private static let farewell = TimeAmount.seconds(5)

    let host: String
    let port: Int
    let setUp: HTTPSetUp
    let bound: BoundPort
    let logger: Logger
    private let isCutShort = Mutex(false)

    init(host: String, port: Int, setUp: HTTPSetUp, bound: BoundPort, logger: Logger) {
        self.host = host
        self.port = port
        self.setUp = setUp
        self.bound = bound
        self.logger = logger
    }

    /// `watch` runs beside the listener until it ends.
    func run(watch: @escaping @Sendable () async throws -> Void = {}) async throws {
        do {
            let channel = try await bind()
            bound.settle(.success(channel.localAddress?.port ?? 0))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    do { try await watch() } catch is CancellationError {
                        // The listener has ended.
                    }
                }
                defer { group.cancelAll() }
                try await serve(channel)
            }
            bound.settle(.failure(CancellationError()))
        } catch {
            bound.settle(.failure(error))
            throw error
        }
    }

    private func bind() async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: Int32(setUp.limits.backlog))
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // One at a time, or the limit on connections would be overrun.
            .serverChannelOption(.maxMessagesPerRead, value: 1)
            .serverChannelInitializer { [setUp] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([
                        AcceptBackoffHandler(), ConnectionLimit(setUp.limits.connections),
                    ])
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { [setUp] channel in
                channel.eventLoop.makeCompletedFuture { try setUp.begin(channel) }
            }
            .bind(host: host, port: port).get()
    }

    private func serve(_ channel: any Channel) async throws {
        try await withTaskCancellationHandler {
            do {
                try await gracefulShutdown()
            } catch is CancellationError {
                // Calls in flight are being cancelled.
            }
            channel.close(promise: nil)
            setUp.loops.onEach { $0.quiesce() }
            let timer = channel.eventLoop.scheduleTask(in: TimeAmount(setUp.limits.drain)) { [self] in
                logger.warning("the drain time has passed, calls in flight are cancelled")
                cutShort()
            }
            try await channel.closeFuture.get()
            try await setUp.loops.untilEmpty()
            timer.cancel()
        } onCancel: {
            cutShort()
        }
    }

    private func cutShort() {
        let isFirst = isCutShort.withLock { isCutShort in
            defer { isCutShort = true }
            return !isCutShort
        }
        guard isFirst else { return }
        setUp.loops.onEach { loop in
            loop.calls.cancelAll()
            loop.eventLoop.assumeIsolated().scheduleTask(in: Listener.farewell) { loop.cutConnections() }
        }
    }
}
