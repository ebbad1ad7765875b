// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Sees the parts of the requests of one connection, or of one HTTP/2 stream. Ends a body that comes too slowly,
/// answers what the parser refuses, and closes the connection after an answer that says so.
///
/// All state belongs to the connection's event loop.
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let bodyTimeout: TimeAmount
    private let lingerTimeout: TimeAmount
    private var connection: ConnectionGuard?
    private var isStream = false
    /// Requests that were read and whose answer has not been written. More than one when the caller pipelines.
    private var openRequests = 0
    private var bodyIsOpen = false
    private var answerHasBegun = false
    private var closesAfterAnswer = false
    private var isQuiescing = false
    /// The last answer is out; nothing more is written.
    private var isFinished = false
    private var timer: Scheduled<Void>?

    init(limits: ServerLimits) {
        bodyTimeout = TimeAmount(limits.bodyTimeout)
        lingerTimeout = TimeAmount(limits.lingerTimeout)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if let own = RequestGuard.connectionGuard(of: context.channel) {
            connection = own
        } else if let parent = context.channel.parent {
            connection = RequestGuard.connectionGuard(of: parent)
            isStream = true
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        for _ in 0..<openRequests { connection?.requestDidEnd() }
        openRequests = 0
        connection = nil
    }

    private static func connectionGuard(of channel: any Channel) -> ConnectionGuard? {
        try? channel.pipeline.syncOperations.handler(type: ConnectionGuard.self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            openRequests += 1
            bodyIsOpen = true
            connection?.requestDidBegin()
        case .body:
            break
        case .end:
            bodyIsOpen = false
            timer?.cancel()
            timer = nil
            if isFinished { return context.close(promise: nil) }
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if bodyIsOpen, timer == nil { startTimer(context, bodyTimeout) }
        context.fireChannelReadComplete()
    }

    private func startTimer(_ context: ChannelHandlerContext, _ time: TimeAmount) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: time) { [weak self] in
            self?.timerDidFire(context)
        }
    }

    private func timerDidFire(_ context: ChannelHandlerContext) {
        timer = nil
        if isFinished || answerHasBegun || openRequests > 1 { return context.close(promise: nil) }
        refuse(context, .requestTimeout)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isFinished else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head):
            if head.status.kind != .informational {
                answerHasBegun = true
                closesAfterAnswer = isQuiescing || head.headerFields[.connection] == "close"
            }
            context.write(data, promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            answerHasBegun = false
            openRequests -= 1
            connection?.requestDidEnd()
            guard closesAfterAnswer || (isStream && bodyIsOpen) else {
                return context.write(data, promise: promise)
            }
            finish(context, data, promise)
        }
    }

    /// Writes the end of the last answer. A body that is still coming is read to its end for a while: closing at once
    /// would reset the connection and could take the answer from a caller who is still sending.
    private func finish(_ context: ChannelHandlerContext, _ end: NIOAny, _ promise: EventLoopPromise<Void>?) {
        isFinished = true
        if bodyIsOpen {
            startTimer(context, lingerTimeout)
            return context.writeAndFlush(end, promise: promise)
        }
        let written = promise ?? context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        context.writeAndFlush(end, promise: written)
    }

    /// Handled here and not further on, because the next handler closes before a large answer has left.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent else { return context.fireUserInboundEventTriggered(event) }
        if openRequests == 0 { return context.close(promise: nil) }
        isQuiescing = true
        closesAfterAnswer = true
    }

    /// A cancelled task asks for this before it writes its answer, and an HTTP/2 stream would be reset by it.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .input { return promise?.fail(ChannelError.operationUnsupported) ?? () }
        context.close(mode: mode, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError, openRequests == 0, !isFinished else {
            context.fireErrorCaught(error)
            return context.close(promise: nil)
        }
        refuse(context, error == .headerOverflow ? .requestHeaderFieldsTooLarge : .badRequest)
    }

    /// Answers in the place of the responder, which then finds the connection closed.
    private func refuse(_ context: ChannelHandlerContext, _ status: HTTPResponse.Status) {
        isFinished = true
        var head = HTTPResponse(status: status, headerFields: [.contentLength: "0"])
        if !isStream { head.headerFields[.connection] = "close" }
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
    }
}
