// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOCore
import NIOSSL
import NIOTLS

/// Sees a connection's decrypted bytes before anything reads them. Closes it when its handshake or a header comes too
/// slowly or when it idles, and finds out once who the peer is.
///
/// All state belongs to the connection's event loop.
final class ConnectionGuard: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum Phase {
        case handshake
        /// Some of a header has come, the rest is awaited.
        case header
        case answering
        case idle
    }

    private static let timedOut = ByteBuffer(
        string: "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
    /// HTTP/2 says goodbye by itself after the idle timeout; a peer that does not answer that is cut this much later.
    private static let goodbye = TimeAmount.seconds(5)

    private let table: ConnectionTable
    private let headerTimeout: TimeAmount
    private let idleTimeout: TimeAmount
    private var phase: Phase
    private var deadline: NIODeadline
    private var openRequests = 0
    private var isMultiplexed = false
    private var tick: Scheduled<Void>?

    init(table: ConnectionTable, limits: ServerLimits, isEncrypted: Bool) {
        self.table = table
        headerTimeout = TimeAmount(limits.headerTimeout)
        idleTimeout = TimeAmount(limits.idleTimeout)
        phase = isEncrypted ? .handshake : .idle
        deadline = .now() + (isEncrypted ? headerTimeout : idleTimeout)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        scheduleTick(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        tick?.cancel()
        tick = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if phase == .idle, !isMultiplexed {
            phase = .header
            deadline = .now() + headerTimeout
        }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted(let negotiated):
            handshakeDidEnd(context, negotiated)
        case is ChannelShouldQuiesceEvent where phase == .handshake:
            context.close(promise: nil)
        default:
            break
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// The HTTP/2 handlers close a draining connection between writing the last answer and flushing it.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        context.flush()
        context.close(mode: mode, promise: promise)
    }

    private func handshakeDidEnd(_ context: ChannelHandlerContext, _ negotiated: String?) {
        isMultiplexed = negotiated == "h2"
        becomeIdle()
        do {
            let certificate = try context.pipeline.syncOperations.nioSSL_peerCertificate()
            table.update(
                context.channel, peer: certificate.flatMap(PeerIdentity.service), isMultiplexed: isMultiplexed)
        } catch {
            context.fireErrorCaught(error)
            context.close(promise: nil)
        }
    }

    /// Called by the connection's request guards.
    func requestDidBegin() {
        openRequests += 1
        phase = .answering
    }

    func requestDidEnd() {
        openRequests -= 1
        if openRequests == 0 { becomeIdle() }
    }

    private func becomeIdle() {
        phase = .idle
        deadline = .now() + idleTimeout + (isMultiplexed ? ConnectionGuard.goodbye : .zero)
    }

    /// One timer looks after a moving deadline, because a timer for each request costs more than the request's parsing.
    /// It never sleeps longer than the shortest timeout, so that no deadline is set behind its back.
    private func scheduleTick(_ context: ChannelHandlerContext) {
        let longest = NIODeadline.now() + min(headerTimeout, idleTimeout)
        let next = phase == .answering ? longest : min(deadline, longest)
        tick = context.eventLoop.assumeIsolated().scheduleTask(deadline: next) { [weak self] in
            self?.tickDidFire(context)
        }
    }

    private func tickDidFire(_ context: ChannelHandlerContext) {
        guard phase != .answering, deadline <= .now() else { return scheduleTick(context) }
        tick = nil
        if phase == .header {
            context.writeAndFlush(wrapOutboundOut(ConnectionGuard.timedOut), promise: nil)
        }
        context.close(promise: nil)
    }
}
