// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts

/// What a transport knows of a request besides its body. Bytes and sockets stop here.
package struct RequestHead: Sendable {
    /// The token of an `Authorization: Bearer` header.
    package var bearerToken: String?
    /// The service named by the verified client certificate of the connection.
    package var peerService: ServiceName?
    /// The caller's network address without its port, for throttling and audit.
    package var peerAddress: String
    /// How long the caller is willing to wait, counted from `receivedAt`.
    package var timeout: Duration?
    package var receivedAt: ContinuousClock.Instant
    package var traceparent: String?
    package var tracestate: String?

    package init(
        bearerToken: String? = nil, peerService: ServiceName? = nil, peerAddress: String = "",
        timeout: Duration? = nil, receivedAt: ContinuousClock.Instant = .now, traceparent: String? = nil,
        tracestate: String? = nil
    ) {
        self.bearerToken = bearerToken
        self.peerService = peerService
        self.peerAddress = peerAddress
        self.timeout = timeout
        self.receivedAt = receivedAt
        self.traceparent = traceparent
        self.tracestate = tracestate
    }
}

/// What a transport sends back. `body` is empty when the request held notifications only.
package struct RPCAnswer: Sendable, Equatable {
    package enum Status: Sendable, Equatable {
        case answered
        /// No or a bad token: HTTP 401. The body still holds the JSON-RPC error.
        case unauthenticated
        /// Overload or draining: HTTP 503.
        case busy(retryAfterSeconds: Int)
        /// HTTP 429.
        case rateLimited(retryAfterSeconds: Int)
    }

    package var body: [UInt8]
    package var status: Status

    package init(body: [UInt8], status: Status = .answered) {
        self.body = body
        self.status = status
    }
}

/// What a transport serves: a function from bytes and a head to bytes, which never throws.
package protocol RPCEndpoint: Sendable {
    /// Whoever calls this cancels the task at the request's deadline, and still gets an answer.
    func answer(_ body: [UInt8], _ head: RequestHead) async -> RPCAnswer
    func deadline(of head: RequestHead) -> ContinuousClock.Instant
}

extension RPCEndpoint {
    /// The answer of a call that is cancelled at its deadline: for those who have no timers of their own.
    package func answerInTime(_ body: [UInt8], _ head: RequestHead) async -> RPCAnswer {
        let deadline = deadline(of: head)
        return await withTaskGroup(of: RPCAnswer?.self) { group in
            group.addTask { await answer(body, head) }
            group.addTask {
                // Cancelled when the answer is there, which is all that it waits for.
                try? await Task.sleep(until: deadline, clock: .continuous)
                return nil
            }
            var given: RPCAnswer?
            while given == nil, let ended = await group.next() {
                given = ended
                group.cancelAll()
            }
            return given ?? RPCAnswer(body: [])
        }
    }
}

/// Finds out who calls. Throws nothing: a bad token is a value, so that its handling is in one place.
package protocol Authenticator: Sendable {
    func authenticate(_ head: RequestHead) async -> Authentication
}

package enum Authentication: Sendable, Equatable {
    /// No token was sent.
    case none
    case caller(Caller)
    /// A token was sent that does not hold. The reason is for the log, not for the caller.
    case refused(reason: String)
    /// The keys to verify the token could not be had.
    case unavailable
}
