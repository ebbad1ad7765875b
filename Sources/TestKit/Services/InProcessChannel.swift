// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

/// Hands requests to an endpoint of the same process, as the wire would: bytes to bytes.
package struct InProcessChannel: RPCChannel {
    private let endpoint: any RPCEndpoint
    private let token: String?
    private let peer: ServiceName?

    package init(to endpoint: any RPCEndpoint, token: String? = nil, peer: ServiceName? = nil) {
        self.endpoint = endpoint
        self.token = token
        self.peer = peer
    }

    package func exchange(
        _ body: [UInt8], deadline: ContinuousClock.Instant, trace: TraceContext?
    ) async throws -> [UInt8] {
        let head = RequestHead(
            bearerToken: token, peerService: peer, peerAddress: "127.0.0.1", timeout: deadline - .now,
            traceparent: trace?.traceparent, tracestate: trace?.state)
        return await endpoint.answerInTime(body, head).body
    }
}

/// What stands for a service that a test did not give.
package struct NoChannel: RPCChannel {
    let service: ServiceName

    package func exchange(
        _ body: [UInt8], deadline: ContinuousClock.Instant, trace: TraceContext?
    ) async throws -> [UInt8] {
        throw ChannelError(.unreachable, detail: "the test runs no \(service.rawValue)")
    }
}
