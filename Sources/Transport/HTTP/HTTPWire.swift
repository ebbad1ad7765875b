// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOCore

/// How a version of HTTP writes requests and answers.
protocol HTTPWire {
    /// What the handler before gives.
    associatedtype Inbound
    /// What it takes.
    associatedtype Outbound: Sendable

    /// Whether a channel carries one request only, beside others on the same connection.
    static var isStream: Bool { get }

    /// Calls `take` with each part that `inbound` holds. `isHead` says that the next one begins a request. Throws
    /// `MalformedRequest`.
    static func read(_ inbound: Inbound, isHead: Bool, _ take: (HTTPRequestPart) -> Void) throws(MalformedRequest)

    /// Calls `put` with each part of the answer; the last one ends it.
    static func write(
        _ reply: Reply, closes: Bool, withoutBody: Bool, _ allocator: ByteBufferAllocator,
        _ put: (Outbound, _ isLast: Bool) -> Void)

    /// Leave to send the body.
    static func goOn(_ allocator: ByteBufferAllocator) -> Outbound
}

/// A head that lacks what every request has.
struct MalformedRequest: Error {}
