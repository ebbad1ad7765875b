// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOSSL

/// Makes a pipeline of an accepted connection: TLS with the newest certificate, the guard, then HTTP/1.1 or HTTP/2 as
/// ALPN decides.
struct HTTPSetUp: Sendable {
    private static let streams = 100
    /// A header list that is larger than the limit, but not by more than this, is read so that it can be refused.
    private static let headerSlack = 48 << 10

    let responder: any HTTPResponder
    let limits: ServerLimits
    let loops: ServerLoops
    /// Nil for plain text: the management port alone.
    let rotation: TLSRotation<NIOSSLContext>?

    /// To be called on the connection's loop.
    func begin(_ channel: any Channel) throws {
        guard let loop = loops[channel.eventLoop] else { throw ChannelError.inappropriateOperationForState }
        let address = channel.remoteAddress?.ipAddress ?? ""
        let connection = ConnectionGuard(loop, address: address, setUp: self, isEncrypted: rotation != nil)
        if let rotation {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: rotation.current))
        }
        try channel.pipeline.syncOperations.addHandler(connection)
        if rotation == nil { try addHandlers(to: channel, below: connection, isMultiplexed: false) }
    }

    func addHandlers(to channel: any Channel, below connection: ConnectionGuard, isMultiplexed: Bool) throws {
        if isMultiplexed {
            try addHTTP2(to: channel, below: connection)
        } else {
            try channel.pipeline.syncOperations.addHandlers([
                ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: decoderLimits)),
                RequestHandler<HTTP1Wire>(connection, responder: responder, limits: limits),
            ])
        }
    }

    private var decoderLimits: NIOHTTPDecoderLimitConfiguration {
        var configuration = NIOHTTPDecoderLimitConfiguration()
        configuration.maxHeaderFieldSize = limits.headerBytes
        configuration.maxHeaderListSize = limits.headerBytes
        configuration.maxHeaderFieldCount = limits.headerFields
        return configuration
    }

    private func addHTTP2(to channel: any Channel, below connection: ConnectionGuard) throws {
        let manager = NIOHTTP2ServerConnectionManagementHandler(
            eventLoop: channel.eventLoop,
            configuration: .init(
                maxIdleTime: TimeAmount(limits.idleTimeout), maxAge: nil, maxGraceTime: nil, keepalive: nil))
        var settings = NIOHTTP2Handler.ConnectionConfiguration()
        settings.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: HTTPSetUp.streams),
            HTTP2Setting(parameter: .maxHeaderListSize, value: limits.headerBytes + HTTPSetUp.headerSlack),
        ]
        let http2 = NIOHTTP2Handler(
            mode: .server, eventLoop: channel.eventLoop, connectionConfiguration: settings,
            streamDelegate: manager.http2StreamDelegate
        ) { [responder, limits] stream in
            stream.eventLoop.makeCompletedFuture {
                try stream.pipeline.syncOperations.addHandler(
                    RequestHandler<HTTP2Wire>(connection, responder: responder, limits: limits))
            }
        }
        try channel.pipeline.syncOperations.addHandlers([http2, manager, ClosesOnError()])
    }
}

/// A connection whose frames cannot be read is of no use any more.
private final class ClosesOnError: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
