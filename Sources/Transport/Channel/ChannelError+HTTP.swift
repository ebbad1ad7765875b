// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import AsyncHTTPClient
import Glibc
import JSONRPC
import NIOCore
import NIOPosix
import NIOSSL

extension JSONRPC.ChannelError {
    /// Sorts a failure by whether the request can have reached the service. What is not known to come before sending
    /// counts as sent.
    init(_ error: any Error, at url: String) {
        let kind: Kind =
            switch error {
            case let error as HTTPClientError where error == .deadlineExceeded: .deadlineExceeded
            case let error as HTTPClientError where JSONRPC.ChannelError.comeBeforeSending.contains(error): .unreachable
            case let error as NIOCore.ChannelError:
                if case .connectTimeout = error { .unreachable } else { .interrupted }
            case let error as NIOSSLError:
                if case .handshakeFailed = error { .unreachable } else { .interrupted }
            case is NIOConnectionError, is NIOSSLExtraError: .unreachable
            case let error as IOError where JSONRPC.ChannelError.connectFailures.contains(error.errnoCode): .unreachable
            default: .interrupted
            }
        self.init(kind, detail: "\(url): \(JSONRPC.ChannelError.text(of: error))")
    }

    private static let comeBeforeSending: [HTTPClientError] = [
        .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .invalidURL, .emptyHost, .emptyScheme,
        .alreadyShutdown,
    ]

    /// A connection that is made to an address, not to a name, fails with the system's own error.
    private static let connectFailures = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL, EACCES]

    private static func text(of error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { "\($0.error)" } ?? "\(error.dnsAError ?? error.dnsAAAAError ?? error)"
        case let error as HTTPClientError: error.shortDescription
        default: "\(error)"
        }
    }
}
