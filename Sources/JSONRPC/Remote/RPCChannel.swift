// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Carries one request to a service and its answer back. `Transport` dials; tests call a dispatcher in process.
package protocol RPCChannel: Sendable {
    /// Throws `ChannelError`.
    func exchange(_ body: [UInt8], deadline: ContinuousClock.Instant, trace: TraceContext?) async throws -> [UInt8]
}

/// No answer came.
public struct ChannelError: Error, Sendable, Equatable {
    public enum Kind: String, Sendable {
        /// Nothing was sent: the connection could not be made.
        case unreachable
        /// Sent, and no answer arrived: a command may have happened.
        case interrupted
        case deadlineExceeded
        /// The service is overloaded or draining (HTTP 503), or asks to slow down (429). Nothing was done.
        case busy
        /// Something answered that is not the service.
        case notAService
    }

    public let kind: Kind
    /// For people; never holds a body or a token.
    public let detail: String

    public init(_ kind: Kind, detail: String) {
        self.kind = kind
        self.detail = detail
    }
}
