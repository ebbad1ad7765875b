// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// A request that a callback server was sent.
package struct CallbackRequest: Sendable {
    package let target: String
    /// By their names in small letters; the first of several.
    package let fields: [String: String]
    package let body: [UInt8]
}

/// Receives callbacks over TLS: what a receiver of deliveries is, for whoever tries one out. It is no service of the
/// suite: one answer for each request, and no limits but the size of a body.
package struct CallbackServer: Sendable {
    package struct Answer: Sendable {
        package let status: Int
        package let fields: [(String, String)]

        package init(_ status: Int, _ fields: [(String, String)] = []) {
            self.status = status
            self.fields = fields
        }
    }

    private static let bodyLimit = 8 << 20

    package let port: Int

    /// Serves on the loopback for the time of `body`.
    package static func with<Value>(
        tls: TLSMaterial, answer: @escaping @Sendable (CallbackRequest) async -> Answer,
        _ body: (CallbackServer) async throws -> Value
    ) async throws -> Value {
        let context = try NIOSSLContext(configuration: try tls.serverConfiguration())
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    return try NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>(
                        wrappingChannelSynchronously: channel)
                }
            }
        let port = channel.channel.localAddress?.port ?? 0
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await serve(channel, answer) }
            defer { group.cancelAll() }
            return try await body(CallbackServer(port: port))
        }
    }

    private static func serve(
        _ channel: NIOAsyncChannel<NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>, Never>,
        _ answer: @escaping @Sendable (CallbackRequest) async -> Answer
    ) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            try await channel.executeThenClose { connections in
                for try await connection in connections {
                    group.addTask {
                        // A connection that breaks is its peer's matter.
                        try? await serve(connection, answer)
                    }
                }
            }
        }
    }

    private static func serve(
        _ connection: NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>,
        _ answer: @Sendable (CallbackRequest) async -> Answer
    ) async throws {
        try await connection.executeThenClose { parts, out in
            var head: HTTPRequestHead?
            var body: [UInt8] = []
            for try await part in parts {
                switch part {
                case .head(let next):
                    head = next
                    body = []
                case .body(let bytes):
                    guard body.count + bytes.readableBytes <= bodyLimit else { return }
                    body += bytes.readableBytesView
                case .end:
                    guard let request = head else { return }
                    let fields = Dictionary(
                        request.headers.map { ($0.name.lowercased(), $0.value) },
                        uniquingKeysWith: { first, _ in first })
                    let given = await answer(CallbackRequest(target: request.uri, fields: fields, body: body))
                    let headers = HTTPHeaders(given.fields + [("content-length", "0")])
                    try await out.write(
                        .head(.init(version: .http1_1, status: .init(statusCode: given.status), headers: headers)))
                    try await out.write(.end(nil))
                }
            }
        }
    }
}
