// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOCore
import NIOSSL
import NIOTLS

/// Sees a connection's decrypted bytes before anything reads them. Closes it when its handshake or a header comes too
/// slowly or when it idles, finds out once who the peer is, and lets the version of HTTP be set up that was agreed on.
///
/// All state belongs to the connection's event loop, which makes the class sendable.
final class ConnectionGuard: ChannelDuplexHandler, @unchecked Sendable {
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

    let loop: ServerLoop
    private(set) var peer: HTTPPeer
    private let setUp: HTTPSetUp
    private let headerTimeout: TimeAmount
    private let idleTimeout: TimeAmount
    private var phase: Phase
    private var deadline: NIODeadline
    private var openRequests = 0
    private var isMultiplexed = false
    private var tick: Scheduled<Void>?
    private var context: ChannelHandlerContext?

    init(_ loop: ServerLoop, address: String, setUp: HTTPSetUp, isEncrypted: Bool) {
        self.loop = loop
        self.setUp = setUp
        peer = HTTPPeer(address: address)
        headerTimeout = TimeAmount(setUp.limits.headerTimeout)
        idleTimeout = TimeAmount(setUp.limits.idleTimeout)
        phase = isEncrypted ? .handshake : .idle
        deadline = .now() + (isEncrypted ? headerTimeout : idleTimeout)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        guard loop.insert(self) else { return cut() }
        scheduleTick(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    private func end() {
        tick?.cancel()
        tick = nil
        loop.remove(self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if phase == .idle, !isMultiplexed {
            phase = .header
            deadline = .now() + headerTimeout
        }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted(let negotiated) = event { handshakeDidEnd(context, negotiated) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Before the handshake's end nobody else would close it.
        if phase == .handshake { cut() }
        context.fireErrorCaught(error)
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
            peer.service = certificate.flatMap(PeerIdentity.service)
            try setUp.addHandlers(to: context.channel, below: self, isMultiplexed: isMultiplexed)
        } catch {
            context.fireErrorCaught(error)
            cut()
        }
    }

    /// Closes as soon as the requests that have come are answered.
    func quiesce() {
        guard let context else { return }
        if phase == .handshake { return cut() }
        context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }

    /// Closes at once. TLS is not asked: it would say goodbye and wait for the peer's.
    func cut() {
        guard let context else { return }
        do {
            try context.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self).close(promise: nil)
        } catch {
            // There is no TLS on the management port.
            context.close(promise: nil)
        }
    }

    /// Called by the connection's request handlers.
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
        switch phase {
        case .handshake: return cut()
        case .header: context.writeAndFlush(wrapOutboundOut(ConnectionGuard.timedOut), promise: nil)
        case .answering, .idle: break
        }
        context.close(promise: nil)
    }
}
