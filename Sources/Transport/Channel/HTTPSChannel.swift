// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import AsyncHTTPClient
package import JSONRPC
import NIOCore
import NIOHTTP1

/// Which token a channel asks for.
package enum TokenRequest: Sendable, Equatable {
    /// One that is kept will do.
    case any
    /// The service has just refused the one given before.
    case renewed
}

/// Gives the token for a call, or nil for a call without one. What it throws reaches the caller.
package typealias TokenProvider = @Sendable (TokenRequest) async throws -> String?

/// Carries requests to one service over TLS.
package struct HTTPSChannel: RPCChannel {
    let dialer: Dialer
    let url: String
    let token: TokenProvider?

    private struct Response {
        let status: Int
        let body: [UInt8]
    }

    /// Throws `ChannelError`, what the token provider throws, or `CancellationError`.
    package func exchange(
        _ body: [UInt8], deadline: ContinuousClock.Instant, trace: TraceContext?
    ) async throws -> [UInt8] {
        let first = try await token?(.any)
        let response = try await send(body, first, deadline, trace)
        guard response.status == 401, first != nil, let second = try await token?(.renewed), second != first else {
            return try answer(of: response)
        }
        return try answer(of: try await send(body, second, deadline, trace))
    }

    /// Every status with which our servers send a JSON-RPC answer gives that answer.
    private func answer(of response: Response) throws(JSONRPC.ChannelError) -> [UInt8] {
        switch response.status {
        case 200, 401, 413:
            return response.body
        case 429, 503:
            throw JSONRPC.ChannelError(.busy, detail: "\(url) answered HTTP \(response.status)")
        case 408, 502, 504:
            throw JSONRPC.ChannelError(.interrupted, detail: "\(url) answered HTTP \(response.status)")
        default:
            throw JSONRPC.ChannelError(.notAService, detail: "\(url) answered HTTP \(response.status)")
        }
    }

    private func send(
        _ body: [UInt8], _ token: String?, _ deadline: ContinuousClock.Instant, _ trace: TraceContext?
    ) async throws -> Response {
        let remaining = deadline - ContinuousClock.now
        guard remaining >= .milliseconds(1) else {
            throw JSONRPC.ChannelError(.deadlineExceeded, detail: "the deadline had passed before \(url) was called")
        }
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers = headers(token, remaining, trace)
        request.body = .bytes(ByteBuffer(bytes: body))
        request.tlsConfiguration = dialer.renewedTLS
        do {
            let response = try await dialer.client.execute(request, deadline: .now() + TimeAmount(remaining))
            let bytes = try await Deadline.enforce(deadline, orThrow: HTTPClientError.deadlineExceeded) {
                try await read(response)
            }
            return Response(status: Int(response.status.code), body: bytes)
        } catch let error as JSONRPC.ChannelError {
            throw error
        } catch {
            if Task.isCancelled { throw CancellationError() }
            throw JSONRPC.ChannelError(error, at: url)
        }
    }

    private func headers(_ token: String?, _ remaining: Duration, _ trace: TraceContext?) -> HTTPHeaders {
        var headers: HTTPHeaders = [
            "Content-Type": "application/json",
            "Request-Timeout-Ms": String(remaining.wholeMilliseconds),
        ]
        if let token { headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let trace {
            headers.add(name: "traceparent", value: trace.traceparent)
            if let state = trace.state { headers.add(name: "tracestate", value: state) }
        }
        return headers
    }

    /// Lets go of the response, and so of its connection, when it is too large.
    private func read(_ response: HTTPClientResponse) async throws -> [UInt8] {
        let limit = dialer.limits.answerBytes
        let announced = response.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        var bytes: [UInt8] = []
        guard announced <= limit else { throw tooLarge }
        bytes.reserveCapacity(announced)
        for try await part in response.body {
            guard bytes.count + part.readableBytes <= limit else { throw tooLarge }
            bytes.append(contentsOf: part.readableBytesView)
        }
        return bytes
    }

    private var tooLarge: JSONRPC.ChannelError {
        JSONRPC.ChannelError(
            .notAService, detail: "the answer of \(url) is larger than \(dialer.limits.answerBytes) bytes")
    }
}

extension Duration {
    /// Rounded down.
    var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
