// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOCore
import NIOHPACK
import NIOHTTP1
import NIOHTTP2

/// A stream of HTTP/2, whose frames NIO reads and writes.
enum HTTP2Wire: HTTPWire {
    static var isStream: Bool { true }

    static func read(
        _ inbound: HTTP2Frame.FramePayload, isHead: Bool, _ take: (HTTPRequestPart) -> Void
    ) throws(MalformedRequest) {
        switch inbound {
        case .headers(let headers):
            // Those after the body are trailers, and mean nothing here.
            if isHead { take(.head(try request(headers.headers), keepsAlive: true)) }
            if headers.endStream { take(.end) }
        case .data(let data):
            if case .byteBuffer(let bytes) = data.data, bytes.readableBytes > 0 { take(.body(bytes)) }
            if data.endStream { take(.end) }
        default:
            break
        }
    }

    private static func request(_ headers: HPACKHeaders) throws(MalformedRequest) -> HTTPRequest {
        var method: String?
        var path: String?
        var fields = RequestFields()
        for (name, value, _) in headers {
            switch name {
            case ":method": method = value
            case ":path": path = value
            default: fields.take(name, value)
            }
        }
        guard let method, let path else { throw MalformedRequest() }
        return HTTPRequest(method: HTTPMethod(rawValue: method), target: path, fields: fields)
    }

    static func write(
        _ reply: Reply, closes: Bool, withoutBody: Bool, _ allocator: ByteBufferAllocator,
        _ put: (HTTP2Frame.FramePayload, _ isLast: Bool) -> Void
    ) {
        var headers = HPACKHeaders()
        headers.reserveCapacity(reply.fields.count + 2)
        headers.add(name: ":status", value: String(reply.status.code))
        for (name, value) in reply.fields { headers.add(name: name, value: value) }
        headers.add(name: "content-length", value: String(reply.body.count))
        let isBodiless = withoutBody || reply.body.isEmpty
        put(.headers(.init(headers: headers, endStream: isBodiless)), isBodiless)
        if !isBodiless {
            put(.data(.init(data: .byteBuffer(allocator.buffer(bytes: reply.body)), endStream: true)), true)
        }
    }

    static func goOn(_ allocator: ByteBufferAllocator) -> HTTP2Frame.FramePayload {
        .headers(.init(headers: [":status": "100"]))
    }
}
