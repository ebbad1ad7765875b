// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSONRPC
import NIOCore
import NIOHTTP1

/// The head of a request of either version, and from its end on its body.
struct HTTPRequest: Sendable {
    let method: HTTPMethod
    /// With the query, if there is one.
    let target: String
    let fields: RequestFields
    let receivedAt = ContinuousClock.now
    var body: [UInt8] = []

    init(method: HTTPMethod, target: String, fields: RequestFields) {
        self.method = method
        self.target = target
        self.fields = fields
    }

    /// Without the query.
    var path: Substring { target.prefix { $0 != "?" } }
}

/// A part of a request, as both versions have them.
enum HTTPRequestPart {
    /// `keepsAlive` is always true for a stream of HTTP/2.
    case head(HTTPRequest, keepsAlive: Bool)
    case body(ByteBuffer)
    case end
}

/// Who sends the requests of a connection.
struct HTTPPeer: Sendable {
    /// Without the port; empty when the system does not say.
    let address: String
    /// What the verified client certificate names.
    var service: RequestHead.Peer?
}

/// Answers the requests of a server.
protocol HTTPResponder: Sendable {
    /// In bytes. More is answered 413.
    var bodyLimit: Int { get }
    /// Whether connections are to be left after the next answer.
    var isDraining: Bool { get }

    /// Called with each head, on the loop. Nil lets the body be read and the request be answered; then, and only then,
    /// `requestDidEnd` follows sooner or later.
    func refusal(of request: HTTPRequest) -> Reply?
    /// Called with the whole request, in a task that is cancelled at the deadline.
    func reply(to request: HTTPRequest, from peer: HTTPPeer) async -> Reply
    func deadline(of request: HTTPRequest) -> ContinuousClock.Instant
    func tooLarge(_ request: HTTPRequest) -> Reply
    func requestDidEnd()
}
