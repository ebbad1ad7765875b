// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import HTTPTypes
import HummingbirdCore
import JSONRPC
import NIOCore
import NIOHTTPTypes

/// An HTTP answer that is whole in memory.
struct Reply {
    var status: HTTPResponse.Status
    var fields: HTTPFields = [:]
    var body: [UInt8] = []
    /// The connection cannot be used again.
    var closes = false

    @concurrent
    func write(to writer: consuming ResponseWriter, for method: HTTPRequest.Method) async throws {
        try await writer.write(
            response: head,
            body: isBodiless(method) ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// The way for a cancelled task, whose writer refuses to write: its caller still learns how the call ended.
    @concurrent
    func write(to channel: any Channel, for method: HTTPRequest.Method) async throws {
        channel.write(HTTPResponsePart.head(head), promise: nil)
        if !isBodiless(method) {
            channel.write(HTTPResponsePart.body(ByteBuffer(bytes: body)), promise: nil)
        }
        try await channel.writeAndFlush(HTTPResponsePart.end(nil))
    }

    private var head: HTTPResponse {
        var head = HTTPResponse(status: status, headerFields: fields)
        head.headerFields[.contentLength] = String(body.count)
        return head
    }

    private func isBodiless(_ method: HTTPRequest.Method) -> Bool {
        method == .head || body.isEmpty
    }
}

extension Reply {
    private static let json = "application/json; charset=utf-8"

    /// A refusal that is not about JSON-RPC, for people who read it.
    static func plain(_ status: HTTPResponse.Status, _ text: String, _ fields: HTTPFields = [:]) -> Reply {
        var reply = Reply(status: status, fields: fields, body: Array((text + "\n").utf8))
        reply.fields[.contentType] = "text/plain; charset=utf-8"
        reply.fields[.cacheControl] = "no-store"
        return reply
    }

    static func rpc(_ answer: RPCAnswer, tokenWasSent: Bool) -> Reply {
        var reply = Reply(status: .ok, body: answer.body)
        reply.fields[.cacheControl] = "no-store"
        if !answer.body.isEmpty { reply.fields[.contentType] = Reply.json }
        switch answer.status {
        case .answered:
            break
        case .unauthenticated:
            reply.status = .unauthorized
            reply.fields[.wwwAuthenticate] =
                tokenWasSent ? #"Bearer realm="kontor", error="invalid_token""# : #"Bearer realm="kontor""#
        case .busy(let seconds):
            reply.status = .serviceUnavailable
            reply.fields[.retryAfter] = String(seconds)
        case .rateLimited(let seconds):
            reply.status = .tooManyRequests
            reply.fields[.retryAfter] = String(seconds)
        }
        return reply
    }

    /// The request is not worth reading to its end.
    static func tooLarge(limit: Int, traceparent: String?) -> Reply {
        refusal(
            .contentTooLarge, RPCFailure(.requestTooLarge, detail: "at most \(limit) bytes"), traceparent, closes: true)
    }

    static func busy(retryAfterSeconds: Int, traceparent: String?) -> Reply {
        var reply = refusal(.serviceUnavailable, RPCFailure(.busy, outcome: Outcome.none), traceparent, closes: false)
        reply.fields[.retryAfter] = String(retryAfterSeconds)
        return reply
    }

    private static func refusal(
        _ status: HTTPResponse.Status, _ failure: RPCFailure, _ traceparent: String?, closes: Bool
    ) -> Reply {
        let trace = TraceContext(continuing: traceparent, state: nil)
        var reply = Reply(status: status, body: RPCAnswer.refusal(failure, traceID: trace.traceID), closes: closes)
        reply.fields[.cacheControl] = "no-store"
        reply.fields[.contentType] = Reply.json
        return reply
    }
}
