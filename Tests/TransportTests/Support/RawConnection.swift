// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import TestKit

@testable import Transport

/// A connection on which a test writes what it likes, and reads what comes.
struct RawConnection: Sendable {
    private let channel: any Channel
    private let inbox: Inbox

    /// Runs `body` on a TLS connection to the server. The handshake's failure shows in the first write.
    static func open<Value: Sendable>(
        _ port: Int, _ configuration: TLSConfiguration, _ body: (RawConnection) async throws -> Value
    ) async throws -> Value {
        try await open(port, context: try NIOSSLContext(configuration: configuration), body)
    }

    /// Runs `body` on a connection without TLS.
    static func openPlain<Value: Sendable>(
        _ port: Int, _ body: (RawConnection) async throws -> Value
    ) async throws -> Value {
        try await open(port, context: nil, body)
    }

    private static func open<Value: Sendable>(
        _ port: Int, context: NIOSSLContext?, _ body: (RawConnection) async throws -> Value
    ) async throws -> Value {
        let inbox = Inbox()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                    }
                    try channel.pipeline.syncOperations.addHandler(inbox)
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        do {
            let value = try await body(RawConnection(channel: channel, inbox: inbox))
            channel.close(promise: nil)
            return value
        } catch {
            channel.close(promise: nil)
            throw error
        }
    }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text))
    }

    /// What has come since the last read, by the time it holds `mark`, or by the time the server has closed.
    /// Throws when neither happens in time.
    func read(until mark: String? = nil) async throws -> String {
        try await eventually { inbox.holds(mark) }
        return inbox.take()
    }

    /// Whether the server closes without having said anything.
    func isClosedInSilence() async throws -> Bool {
        try await eventually { inbox.holds(nil) }
        return inbox.take().isEmpty
    }
}

/// Keeps what a connection receives until it is read.
private final class Inbox: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let state = Mutex((text: "", isClosed: false))

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let text = String(buffer: unwrapInboundIn(data))
        state.withLock { $0.text += text }
    }

    func channelInactive(context: ChannelHandlerContext) {
        state.withLock { $0.isClosed = true }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A server that cuts the connection is one of the outcomes that tests wait for.
        context.close(promise: nil)
    }

    func holds(_ mark: String?) -> Bool {
        state.withLock { state in state.isClosed || mark.map { state.text.contains($0) } ?? false }
    }

    func take() -> String {
        state.withLock { state in
            defer { state.text = "" }
            return state.text
        }
    }
}
