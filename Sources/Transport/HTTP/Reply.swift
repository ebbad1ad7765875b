// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSONRPC
import NIOHTTP1

/// An HTTP answer that is whole in memory. Names of fields are lower-case, as HTTP/2 demands.
struct Reply: Sendable {
    var status: HTTPResponseStatus
    var fields: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// The connection cannot be used again.
    var closes = false
}

extension Reply {
    static let contentType = "content-type"
    private static let json = (name: contentType, value: "application/json; charset=utf-8")
    private static let uncached = (name: "cache-control", value: "no-store")
    private static let rpcFields = [uncached, json]
    private static let emptyFields = [uncached]

    /// A refusal that is not about JSON-RPC, for people who read it.
    static func plain(
        _ status: HTTPResponseStatus, _ text: String, _ fields: [(name: String, value: String)] = [],
        contentType: String = "text/plain; charset=utf-8"
    ) -> Reply {
        Reply(
            status: status, fields: [(Reply.contentType, contentType), uncached] + fields,
            body: Array((text + "\n").utf8))
    }

    static func document(_ document: HTTPDocument) -> Reply {
        let age = document.maximumAge.map { "public, max-age=\($0.components.seconds)" } ?? "no-store"
        return Reply(
            status: .ok, fields: [(contentType, document.contentType), ("cache-control", age)], body: document.body)
    }

    static func rpc(_ answer: RPCAnswer, tokenWasSent: Bool) -> Reply {
        var reply = Reply(status: .ok, fields: answer.body.isEmpty ? emptyFields : rpcFields, body: answer.body)
        switch answer.status {
        case .answered:
            break
        case .unauthenticated:
            reply.status = .unauthorized
            let challenge = tokenWasSent ? #"Bearer realm="kontor", error="invalid_token""# : #"Bearer realm="kontor""#
            reply.fields.append(("www-authenticate", challenge))
        case .busy(let seconds):
            reply.status = .serviceUnavailable
            reply.fields.append(("retry-after", String(seconds)))
        case .rateLimited(let seconds):
            reply.status = .tooManyRequests
            reply.fields.append(("retry-after", String(seconds)))
        }
        return reply
    }

    /// The request is not worth reading to its end.
    static func tooLarge(limit: Int, traceparent: String?) -> Reply {
        var reply = refusal(
            .payloadTooLarge, RPCFailure(.requestTooLarge, detail: "at most \(limit) bytes"), traceparent)
        reply.closes = true
        return reply
    }

    static func busy(retryAfterSeconds: Int, traceparent: String?) -> Reply {
        var reply = refusal(.serviceUnavailable, RPCFailure(.busy, outcome: Outcome.none), traceparent)
        reply.fields.append(("retry-after", String(retryAfterSeconds)))
        return reply
    }

    /// What is not read as a request gets no more than a status, and the connection is left.
    static func unread(_ status: HTTPResponseStatus) -> Reply {
        Reply(status: status, closes: true)
    }

    private static func refusal(
        _ status: HTTPResponseStatus, _ failure: RPCFailure, _ traceparent: String?
    ) -> Reply {
        let trace = TraceContext(continuing: traceparent, state: nil)
        return Reply(status: status, fields: rpcFields, body: RPCAnswer.refusal(failure, traceID: trace.traceID))
    }
}
