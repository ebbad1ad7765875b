// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import AsyncHTTPClient
import JSONRPC
import NIOCore
import NIOHTTP1

/// Asks a management port. Plain HTTP, because those ports are on the loopback or inside a cluster.
package enum HTTPProbe {
    package struct Answer: Sendable, Equatable {
        package let status: Int
        package let body: [UInt8]

        package var isSuccess: Bool { (200..<300).contains(status) }
    }

    /// Answers of management ports are short; metrics are the longest.
    private static let answerBytes = 4 << 20

    /// Lives as long as the process. Unlike the library's shared one it does not try again until the time is over.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Throws `ChannelError`; `unreachable` when nothing listens.
    package static func get(_ url: String, timeout: Duration = .seconds(2)) async throws -> Answer {
        do {
            let deadline = ContinuousClock.now + timeout
            let response = try await client.execute(
                HTTPClientRequest(url: url), deadline: .now() + TimeAmount(timeout))
            let body = try await Deadline.enforce(deadline, orThrow: HTTPClientError.deadlineExceeded) {
                try await response.body.collect(upTo: answerBytes)
            }
            return Answer(status: Int(response.status.code), body: Array(body.readableBytesView))
        } catch {
            if Task.isCancelled { throw CancellationError() }
            throw JSONRPC.ChannelError(error, at: url)
        }
    }
}
