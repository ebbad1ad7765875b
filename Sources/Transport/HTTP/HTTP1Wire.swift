// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOCore
import NIOHTTP1

/// HTTP/1.1: parsed by NIO, and written here as one buffer, so that an answer is one TLS record and one `write`.
enum HTTP1Wire: HTTPWire {
    static var isStream: Bool { false }

    static func read(
        _ inbound: HTTPServerRequestPart, isHead: Bool, _ take: (HTTPRequestPart) -> Void
    ) throws(MalformedRequest) {
        switch inbound {
        case .head(let head):
            let request = HTTPRequest(method: head.method, target: head.uri, fields: RequestFields(head.headers))
            let keepsAlive =
                head.isKeepAlive && head.version == .http1_1 && !request.fields.asksForUpgrade
                && head.method != .CONNECT
            take(.head(request, keepsAlive: keepsAlive))
        case .body(let bytes):
            take(.body(bytes))
        case .end:
            take(.end)
        }
    }

    static func write(
        _ reply: Reply, closes: Bool, withoutBody: Bool, _ allocator: ByteBufferAllocator,
        _ put: (ByteBuffer, _ isLast: Bool) -> Void
    ) {
        var buffer = allocator.buffer(capacity: 256 + reply.body.count)
        buffer.writeStaticString("HTTP/1.1 ")
        buffer.writeString(String(reply.status.code))
        buffer.writeStaticString(" ")
        buffer.writeString(reply.status.reasonPhrase)
        buffer.writeStaticString("\r\n")
        for (name, value) in reply.fields {
            buffer.writeString(name)
            buffer.writeStaticString(": ")
            buffer.writeString(value)
            buffer.writeStaticString("\r\n")
        }
        if closes { buffer.writeStaticString("connection: close\r\n") }
        buffer.writeStaticString("content-length: ")
        buffer.writeString(String(reply.body.count))
        buffer.writeStaticString("\r\n\r\n")
        if !withoutBody { buffer.writeBytes(reply.body) }
        put(buffer, true)
    }

    static func goOn(_ allocator: ByteBufferAllocator) -> ByteBuffer {
        allocator.buffer(string: "HTTP/1.1 100 Continue\r\n\r\n")
    }
}
