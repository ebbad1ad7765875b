// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import AsyncHTTPClient
import Contracts
import JSONRPC
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import ServiceLifecycle
import Synchronization
import TestKit
import Testing

@testable import Transport

/// An endpoint that is a closure.
struct TestEndpoint: RPCEndpoint {
    let body: @Sendable ([UInt8], RequestHead) async -> RPCAnswer

    func answer(_ body: [UInt8], _ head: RequestHead) async -> RPCAnswer {
        await self.body(body, head)
    }

    func deadline(of head: RequestHead) -> ContinuousClock.Instant {
        head.receivedAt + (head.timeout ?? .seconds(60))
    }

    static let echo = TestEndpoint { body, _ in RPCAnswer(body: body) }

    /// Answers what the head held, one fact a line.
    static let head = TestEndpoint { _, head in
        let lines = [
            "token=\(head.bearerToken ?? "none")", "peer=\(head.peerService?.rawValue ?? "none")",
            "address=\(head.peerAddress)", "timeout=\(head.timeout.map { "\($0.wholeMilliseconds)" } ?? "none")",
            "traceparent=\(head.traceparent ?? "none")", "tracestate=\(head.tracestate ?? "none")",
        ]
        return RPCAnswer(body: Array(lines.joined(separator: "\n").utf8))
    }
}

/// A server that runs for the time of a test, and how to reach and stop it.
struct TestServer: Sendable {
    let server: RPCServer
    let group: ServiceGroup
    let authority: TestAuthority
    let drain: Drain
    let port: Int

    var baseURL: String { "https://localhost:\(port)" }

    func stopGracefully() async {
        await group.triggerGracefulShutdown()
    }
}

let quietLogger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Runs `body` against a server; then stops the server and awaits its end.
func withServer(
    _ endpoint: TestEndpoint = .echo, limits: ServerLimits = ServerLimits(), authority: TestAuthority? = nil,
    tls: TLSSource? = nil, documents: [String: HTTPDocument.Source] = [:],
    secretFolders: [String: HTTPDocument.FolderSource] = [:],
    _ body: @Sendable (TestServer) async throws -> Void
) async throws {
    let authority = try authority ?? TestAuthority()
    let drain = Drain()
    let configuration = RPCServerConfiguration(
        host: "127.0.0.1", port: 0, tls: try tls ?? .material(authority.issue()), limits: limits, documents: documents,
        secretFolders: secretFolders)
    let server = try RPCServer(configuration, endpoint: endpoint, drain: drain, logger: quietLogger)
    let group = ServiceGroup(services: [server], logger: quietLogger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        let port = try await server.boundPort()
        try await body(TestServer(server: server, group: group, authority: authority, drain: drain, port: port))
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
    }
}

/// What a plain HTTP caller got.
struct HTTPOutcome: Sendable {
    let status: Int
    let version: HTTPVersion
    let headers: HTTPHeaders
    let body: String

    func header(_ name: String) -> String? { headers.first(name: name) }
}

/// An HTTP caller that is not ours, over either version.
struct HTTPCaller: Sendable {
    let client: HTTPClient

    func send(
        _ method: HTTPMethod = .POST, _ url: String, _ headers: [(String, String)] = [],
        body: HTTPClientRequest.Body? = nil
    ) async throws -> HTTPOutcome {
        var request = HTTPClientRequest(url: url)
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = body
        let response = try await client.execute(request, timeout: .seconds(60))
        let body = try await response.body.collect(upTo: 16 << 20)
        return HTTPOutcome(
            status: Int(response.status.code), version: response.version, headers: response.headers,
            body: String(buffer: body))
    }
}

enum Protocol: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case http1
    case http2

    var testDescription: String { rawValue }
}

func withCaller<Value>(
    _ version: Protocol, _ tls: TLSMaterial, _ body: (HTTPCaller) async throws -> Value
) async throws -> Value {
    var configuration = HTTPClient.Configuration(
        tlsConfiguration: try tls.clientConfiguration(), redirectConfiguration: .disallow)
    configuration.httpVersion = version == .http1 ? .http1Only : .automatic
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    do {
        let value = try await body(HTTPCaller(client: client))
        try await client.shutdown()
        return value
    } catch {
        try await client.shutdown()
        throw error
    }
}
