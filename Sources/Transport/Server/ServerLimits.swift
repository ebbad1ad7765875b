// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What one server bears. Sizes in bytes.
package struct ServerLimits: Sendable, Equatable {
    /// Of a request, also when it comes in chunks. More is answered 413.
    package var bodyBytes = 1 << 20
    /// Of a request's header fields together, and of one of them. More is answered 431.
    package var headerBytes = 16 << 10
    package var headerFields = 100
    /// From a request's first byte to the end of its header, and for a whole TLS handshake. Longer is answered 408.
    package var headerTimeout = Duration.seconds(5)
    /// From the end of the header to the end of the body. Longer is answered 408.
    package var bodyTimeout = Duration.seconds(10)
    /// How long a connection may stay open without a request.
    package var idleTimeout = Duration.seconds(75)
    /// How long the rest of a refused request is read, so that its sender gets to see the answer.
    package var lingerTimeout = Duration.seconds(2)
    /// Open connections. Further ones wait unaccepted in the kernel's backlog.
    package var connections = 2000
    package var backlog = 512
    /// Requests being answered. Further ones are answered 503.
    package var requests = 1024
    /// What `Retry-After` says with a 503 of the transport's own.
    package var retryAfterSeconds = 1
    /// How long calls in flight may go on after a graceful shutdown began; then they are cancelled.
    package var drain = Duration.seconds(20)
    /// How often certificate files are read again.
    package var certificateInterval = Duration.seconds(60)

    package init() {}
}
