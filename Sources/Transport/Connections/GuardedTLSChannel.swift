// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL

/// TLS with the newest certificate, then HTTP/1.1 or HTTP/2 as ALPN decides, under a `ConnectionGuard`.
struct GuardedTLSChannel: ServerChildChannel {
    typealias Value = HTTP2UpgradeChannel.Value

    let rotation: TLSRotation<HTTP2UpgradeChannel>
    let table: ConnectionTable
    let limits: ServerLimits

    init(
        tls: TLSSource, table: ConnectionTable, limits: ServerLimits,
        responder: @escaping HTTPChannelHandler.Responder
    ) throws {
        self.table = table
        self.limits = limits
        rotation = try TLSRotation(tls) { material in
            try HTTP2UpgradeChannel(
                tlsConfiguration: material.serverConfiguration(),
                configuration: HTTP2UpgradeChannel.Configuration(
                    idleTimeout: limits.idleTimeout,
                    // Calls are cancelled after the drain time and then write their answers; the listener cuts sooner.
                    gracefulCloseTimeout: limits.drain + Listener<GuardedTLSChannel>.farewell * 2,
                    streamConfiguration: limits.channelConfiguration),
                responder: responder)
        }
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let value = rotation.current.setup(channel: channel, logger: logger)
        do {
            // With it NIOSSL does not notice that a peer agrees to close, and waits for 5 s.
            try channel.syncOptions?.setOption(ChannelOptions.allowRemoteHalfClosure, value: false)
            let encryption = try channel.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self)
            try channel.pipeline.syncOperations.addHandler(
                ConnectionGuard(table: table, limits: limits, isEncrypted: true), position: .after(encryption))
            table.insert(channel)
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        return value
    }

    func handle(value: Value, logger: Logger) async {
        await rotation.current.handle(value: value, logger: logger)
    }
}

/// HTTP/1.1 without TLS, for the management port alone.
struct GuardedPlainChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let http: HTTP1Channel
    let table: ConnectionTable
    let limits: ServerLimits

    init(table: ConnectionTable, limits: ServerLimits, responder: @escaping HTTPChannelHandler.Responder) {
        self.table = table
        self.limits = limits
        http = HTTP1Channel(responder: responder, configuration: limits.channelConfiguration)
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        do {
            try channel.pipeline.syncOperations.addHandler(
                ConnectionGuard(table: table, limits: limits, isEncrypted: false))
            table.insert(channel)
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        return http.setup(channel: channel, logger: logger)
    }

    func handle(value: Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}

extension ServerLimits {
    var channelConfiguration: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestGuard(limits: self)],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: headerBytes, maxHeaderListSize: headerBytes, maxHeaderFieldCount: headerFields))
    }
}
