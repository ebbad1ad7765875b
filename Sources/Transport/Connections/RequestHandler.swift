// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOCore
import NIOHTTP1

/// Takes the requests of one connection, or the one of an HTTP/2 stream, to the responder, one after the other, and
/// writes the answers. Ends a body that comes too slowly and refuses what the parser cannot read.
///
/// All state belongs to the connection's event loop.
final class RequestHandler<Wire: HTTPWire>: ChannelDuplexHandler {
    typealias InboundIn = Wire.Inbound
    typealias OutboundIn = Never
    typealias OutboundOut = Wire.Outbound

    private enum Phase {
        /// The next part begins a request.
        case idle
        /// The body is read, into `body`.
        case body(HTTPRequest)
        /// The whole request is with the responder.
        case answering
        /// The answer is out; the rest of the body is read and dropped.
        case dropping
        /// The same, after the last answer: closing at once would reset the connection and could take the answer from
        /// a caller who is still sending.
        case lingering
        /// Nothing more is read. The channel closes when all is written.
        case finished
    }

    /// What comes while a request is being answered: a caller may send several at once.
    private enum Waiting {
        case part(Wire.Inbound)
        case unreadable(HTTPResponseStatus)
    }

    private let connection: ConnectionGuard
    private let responder: any HTTPResponder
    private let limits: ServerLimits
    private var phase = Phase.idle
    private var body: [UInt8] = []
    private var context: ChannelHandlerContext?
    private var allocator = ByteBufferAllocator()
    private var keepsAlive = true
    private var isHead = false
    private var isQuiescing = false
    private var lastAnswerIsWritten = false
    private var timer: Scheduled<Void>?
    private var isReading = false
    private var mustFlush = false
    private var waiting: [Waiting] = []
    private var isCatchingUp = false
    private var isReadHeld = false

    init(_ connection: ConnectionGuard, responder: any HTTPResponder, limits: ServerLimits) {
        self.connection = connection
        self.responder = responder
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        allocator = context.channel.allocator
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        abandon()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        abandon()
        context.fireChannelInactive()
    }

    /// A call that is being answered goes on: whether it has an effect must not depend on a connection.
    private func abandon() {
        stopTimer()
        waiting = []
        switch phase {
        case .idle, .finished: break
        case .body:
            responder.requestDidEnd()
            connection.requestDidEnd()
        case .answering, .dropping, .lingering: connection.requestDidEnd()
        }
        phase = .finished
    }
}

// MARK: - Reading

extension RequestHandler {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReading = true
        let inbound = unwrapInboundIn(data)
        if case .answering = phase {
            waiting.append(.part(inbound))
        } else if waiting.isEmpty {
            take(inbound)
        } else {
            waiting.append(.part(inbound))
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        if mustFlush {
            mustFlush = false
            context.flush()
        }
        watchBody()
        context.fireChannelReadComplete()
    }

    private func watchBody() {
        switch phase {
        case .body, .dropping: if timer == nil { startTimer(limits.bodyTimeout) }
        case .idle, .answering, .lingering, .finished: break
        }
    }

    /// Nothing more is read while something waits, so that a caller cannot fill the memory with requests.
    func read(context: ChannelHandlerContext) {
        if waiting.isEmpty { context.read() } else { isReadHeld = true }
    }

    private func take(_ inbound: Wire.Inbound) {
        do throws(MalformedRequest) {
            try Wire.read(inbound, isHead: isIdle) { part in take(part) }
        } catch {
            refuseUnread(.badRequest)
        }
    }

    private func take(_ part: HTTPRequestPart) {
        switch (part, phase) {
        case (.head(let request, let keepsAlive), .idle):
            self.keepsAlive = keepsAlive
            begin(request)
        case (.body(let bytes), .body(let request)):
            guard body.count + bytes.readableBytes <= responder.bodyLimit else {
                responder.requestDidEnd()
                return answer(responder.tooLarge(request), isWhole: false)
            }
            body.append(contentsOf: bytes.readableBytesView)
        case (.end, .body(let request)):
            stopTimer()
            call(request)
        case (.end, .dropping):
            stopTimer()
            requestDidEnd()
        case (.end, .lingering):
            finish()
        default:
            break
        }
    }

    private func begin(_ request: HTTPRequest) {
        isHead = request.method == .HEAD
        connection.requestDidBegin()
        phase = .dropping
        guard request.fields.size <= limits.headerBytes, request.fields.count <= limits.headerFields else {
            return answer(.unread(.requestHeaderFieldsTooLarge), isWhole: false)
        }
        if let refusal = responder.refusal(of: request) { return answer(refusal, isWhole: false) }
        let announced = request.fields.contentLength.first.flatMap { Int($0) } ?? 0
        guard announced <= responder.bodyLimit else {
            responder.requestDidEnd()
            return answer(responder.tooLarge(request), isWhole: false)
        }
        body.reserveCapacity(announced)
        if request.fields.expectsContinue {
            context?.writeAndFlush(wrapOutboundOut(Wire.goOn(allocator)), promise: nil)
        }
        phase = .body(request)
    }

    private func call(_ head: HTTPRequest) {
        phase = .answering
        var request = head
        swap(&request.body, &body)
        let peer = connection.peer
        connection.loop.start(until: responder.deadline(of: request)) { [responder, request] in
            await responder.reply(to: request, from: peer)
        } end: { [self] reply in
            responder.requestDidEnd()
            guard case .answering = phase else { return }
            answer(reply, isWhole: true)
            catchUp()
        }
    }

    /// Goes on with what came while a request was being answered.
    private func catchUp() {
        guard !isCatchingUp, !waiting.isEmpty else { return }
        isCatchingUp = true
        defer { isCatchingUp = false }
        var index = 0
        loop: while index < waiting.count {
            switch phase {
            case .answering, .finished: break loop
            case .idle, .body, .dropping, .lingering: break
            }
            switch waiting[index] {
            case .part(let inbound): take(inbound)
            case .unreadable(let status): refuseUnread(status)
            }
            index += 1
        }
        waiting.removeFirst(min(index, waiting.count))
        watchBody()
        if waiting.isEmpty, isReadHeld {
            isReadHeld = false
            context?.read()
        }
    }
}

// MARK: - Answering

extension RequestHandler {
    /// `isWhole` says that the request has been read to its end.
    private func answer(_ reply: Reply, isWhole: Bool) {
        guard let context else { return }
        let closes = reply.closes || !keepsAlive || isQuiescing || responder.isDraining
        let isLast = Wire.isStream || closes
        var written: EventLoopPromise<Void>?
        if isLast {
            let promise = context.eventLoop.makePromise(of: Void.self)
            promise.futureResult.assumeIsolated().whenComplete { [self] _ in
                lastAnswerIsWritten = true
                closeWhenDone()
            }
            written = promise
        }
        Wire.write(reply, closes: closes, withoutBody: isHead, allocator) { part, isEnd in
            context.write(wrapOutboundOut(part), promise: isEnd ? written : nil)
        }
        if isReading { mustFlush = true } else { context.flush() }
        switch (isWhole, isLast) {
        case (true, true): finish()
        case (true, false): requestDidEnd()
        case (false, true):
            phase = .lingering
            startTimer(limits.lingerTimeout)
        case (false, false): phase = .dropping
        }
    }

    private func requestDidEnd() {
        phase = .idle
        connection.requestDidEnd()
    }

    /// The last request is read to its end, as far as it will be.
    private func finish() {
        stopTimer()
        if !isIdle { connection.requestDidEnd() }
        phase = .finished
        closeWhenDone()
    }

    private func closeWhenDone() {
        if case .finished = phase, lastAnswerIsWritten { context?.close(promise: nil) }
    }

    private func close() {
        finish()
        context?.close(promise: nil)
    }

    private var isIdle: Bool {
        if case .idle = phase { true } else { false }
    }

    /// Answers what cannot be read on: the connection is of no use any more.
    private func refuseUnread(_ status: HTTPResponseStatus) {
        switch phase {
        case .idle:
            connection.requestDidBegin()
            answer(.unread(status), isWhole: true)
        case .body:
            responder.requestDidEnd()
            answer(.unread(status), isWhole: true)
        case .answering:
            waiting.append(.unreadable(status))
        case .dropping, .lingering:
            close()
        case .finished:
            break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else {
            context.fireErrorCaught(error)
            return context.close(promise: nil)
        }
        refuseUnread(error == .headerOverflow ? .requestHeaderFieldsTooLarge : .badRequest)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            isQuiescing = true
            // A stream whose head is still to come gets its answer as well.
            if isIdle, !Wire.isStream { close() }
        }
        context.fireUserInboundEventTriggered(event)
    }
}

// MARK: - Time

extension RequestHandler {
    private func startTimer(_ time: Duration) {
        stopTimer()
        timer = context?.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) { [weak self] in
            self?.timerDidFire()
        }
    }

    private func stopTimer() {
        timer?.cancel()
        timer = nil
    }

    private func timerDidFire() {
        timer = nil
        refuseUnread(.requestTimeout)
    }
}
