// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import HTTPTypes
import HummingbirdCore
import JSONRPC
import Logging
import NIOCore

/// Turns an HTTP request into a call of the endpoint, and its answer into an HTTP answer.
struct RPCResponder: Sendable {
    static let path = "/rpc"

    let endpoint: any RPCEndpoint
    let documents: [String: HTTPDocument.Source]
    let limits: ServerLimits
    let drain: Drain
    let slots: RequestSlots
    let table: ConnectionTable
    let logger: Logger

    /// Throws when the connection breaks; the connection is then closed.
    @concurrent
    func respond(
        to request: Request, through writer: consuming ResponseWriter, on channel: any Channel
    ) async throws {
        let receivedAt = ContinuousClock.now
        let connection = table.connection(of: channel)
        var reply: Reply
        if slots.take() {
            defer { slots.giveBack() }
            if expectsContinue(request), isWelcome(request) {
                try await writer.writeInformationalHead(HTTPResponse(status: .continue))
            }
            reply = try await self.reply(to: request, from: connection, at: receivedAt)
        } else {
            reply = busy(request)
        }
        if connection?.isMultiplexed != true, reply.closes || drain.isDraining || asksToClose(request) {
            reply.fields[.connection] = "close"
        }
        if Task.isCancelled {
            try await reply.write(to: channel, for: request.method)
        } else {
            try await reply.write(to: writer, for: request.method)
        }
    }

    private func asksToClose(_ request: Request) -> Bool {
        request.headers[.connection]?.lowercased() == "close"
    }

    private func reply(
        to request: Request, from connection: ConnectionTable.Connection?, at receivedAt: ContinuousClock.Instant
    ) async throws -> Reply {
        let path = request.head.path.map { $0.prefix { $0 != "?" } } ?? ""
        guard path == RPCResponder.path else { return await document(at: String(path), for: request) }
        guard request.method == .post else {
            return .plain(.methodNotAllowed, "Use POST.", [.allow: "POST"])
        }
        guard RPCResponder.accepts(contentType: request.headers[values: .contentType]) else {
            return .plain(.unsupportedMediaType, "Send application/json.")
        }
        if drain.isDraining { return busy(request) }
        guard let body = try await body(of: request) else {
            return .tooLarge(limit: limits.bodyBytes, traceparent: request.headers[.traceparent])
        }
        let head = RequestHead(request.headers, from: connection, at: receivedAt)
        return .rpc(await endpoint.answer(body, head), tokenWasSent: head.bearerToken != nil)
    }

    private func busy(_ request: Request) -> Reply {
        slots.countRefusal()
        return .busy(retryAfterSeconds: limits.retryAfterSeconds, traceparent: request.headers[.traceparent])
    }

    /// Nil when it is larger than the limit; then the rest stays unread.
    private func body(of request: Request) async throws -> [UInt8]? {
        let announced = declaredLength(request)
        guard announced ?? 0 <= limits.bodyBytes else { return nil }
        var bytes: [UInt8] = []
        if let announced { bytes.reserveCapacity(announced) }
        for try await part in request.body {
            guard bytes.count + part.readableBytes <= limits.bodyBytes else { return nil }
            bytes.append(contentsOf: part.readableBytesView)
        }
        return bytes
    }

    private func declaredLength(_ request: Request) -> Int? {
        request.headers[.contentLength].flatMap { Int($0) }
    }

    private func expectsContinue(_ request: Request) -> Bool {
        request.headers[.expect]?.lowercased() == "100-continue"
    }

    /// Whether the body of a caller who waits for leave to send it will be read at all.
    private func isWelcome(_ request: Request) -> Bool {
        declaredLength(request) ?? 0 <= limits.bodyBytes && !drain.isDraining
    }

    /// None, or one of the three names that JSON-RPC callers use; parameters such as `charset` are not looked at.
    static func accepts(contentType values: [String]) -> Bool {
        guard let value = values.first else { return true }
        guard values.count == 1 else { return false }
        let type = value.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
        return ["", "application/json", "application/json-rpc", "application/jsonrequest"].contains(type)
    }

    private func document(at path: String, for request: Request) async -> Reply {
        guard let source = documents[path] else { return .plain(.notFound, "Nothing is here. Use POST /rpc.") }
        guard request.method == .get || request.method == .head else {
            return .plain(.methodNotAllowed, "Use GET.", [.allow: "GET, HEAD"])
        }
        do {
            let document = try await source()
            var reply = Reply(status: .ok, body: document.body)
            reply.fields[.contentType] = document.contentType
            reply.fields[.cacheControl] =
                document.maximumAge.map { "public, max-age=\($0.components.seconds)" } ?? "no-store"
            return reply
        } catch {
            logger.error("a document cannot be had", metadata: ["path": "\(path)", "cause": "\(error)"])
            var reply = Reply.plain(.serviceUnavailable, "Try again later.")
            reply.fields[.retryAfter] = String(limits.retryAfterSeconds)
            return reply
        }
    }
}
