// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOCore

/// Accepts no connection while as many as allowed are open; those that come wait in the kernel's backlog.
///
/// All state belongs to the listening channel's event loop.
final class ConnectionLimit: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = any Channel
    typealias OutboundOut = any Channel

    private let limit: Int
    private var open = 0
    private var isReadHeld = false

    init(_ limit: Int) {
        self.limit = limit
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        open += 1
        let connection = unwrapInboundIn(data)
        let mine = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        connection.closeFuture.hop(to: context.eventLoop).whenComplete { _ in
            let (limit, context) = mine.value
            limit.connectionDidClose(context)
        }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        if open < limit { context.read() } else { isReadHeld = true }
    }

    private func connectionDidClose(_ context: ChannelHandlerContext) {
        open -= 1
        guard isReadHeld, open < limit else { return }
        isReadHeld = false
        context.read()
    }
}
