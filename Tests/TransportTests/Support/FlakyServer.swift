// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import TestKit

@testable import Transport

/// A TLS server that follows a script: what it does with each connection's first request, one after the other, and the
/// last act again for all that follow.
struct FlakyServer: Sendable {
    enum Act: Sendable {
        /// Reads the request and closes without a word.
        case vanish
        /// Sends half an answer and closes.
        case breakOff
        /// Answers in full, and closes.
        case answer(String)
        /// Sends a head that promises a body, then a byte now and then.
        case trickle
    }

    let port: Int
    private let seen: Counter

    var requests: Int { seen.count }

    private final class Counter: Sendable {
        private let value = Mutex(0)

        var count: Int { value.withLock { $0 } }

        func next() -> Int {
            value.withLock { value in
                value += 1
                return value - 1
            }
        }
    }

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    static func run(
        _ script: [Act], authority: TestAuthority, _ body: @Sendable (FlakyServer) async throws -> Void
    ) async throws {
        let context = try NIOSSLContext(configuration: authority.issue().serverConfiguration())
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        let counter = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await listener.executeThenClose { connections in
                        try await withThrowingDiscardingTaskGroup { handlers in
                            for try await connection in connections {
                                handlers.addTask { await play(script, counter, connection) }
                            }
                        }
                    }
                } catch is CancellationError {
                    // The test is over.
                }
            }
            try await body(FlakyServer(port: listener.channel.localAddress?.port ?? 0, seen: counter))
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private static func play(_ script: [Act], _ counter: Counter, _ connection: Connection) async {
        do {
            try await connection.executeThenClose { inbound, outbound in
                for try await _ in inbound {
                    try await perform(script[min(counter.next(), script.count - 1)], outbound)
                    return
                }
            }
        } catch {
            // The caller has gone, or the script has cut the connection.
        }
    }

    @concurrent
    private static func perform(_ act: Act, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>) async throws {
        switch act {
        case .vanish:
            break
        case .breakOff:
            try await outbound.write(ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"))
        case .answer(let text):
            try await outbound.write(
                ByteBuffer(
                    string: "HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\nConnection: close\r\n\r\n\(text)")
            )
        case .trickle:
            try await outbound.write(ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"))
            while true {
                try await outbound.write(ByteBuffer(string: " "))
                // The pace of the trickle is what is tried.
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}
