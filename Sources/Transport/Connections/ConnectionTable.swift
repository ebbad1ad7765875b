// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSONRPC
import NIOCore
import Synchronization

/// The open connections, each with what was found out about its peer once.
final class ConnectionTable: Sendable {
    struct Connection: Sendable {
        let channel: any Channel
        /// Without the port; empty when the system does not say.
        let address: String
        /// What the verified client certificate names.
        var peer: RequestHead.Peer?
        /// Requests of HTTP/2 come on channels of their own, below the connection's.
        var isMultiplexed = false
    }

    private let connections = Mutex<[ObjectIdentifier: Connection]>([:])

    var count: Int { connections.withLock { $0.count } }

    /// The connection is forgotten when it closes.
    func insert(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        let connection = Connection(channel: channel, address: channel.remoteAddress?.ipAddress ?? "")
        connections.withLock { $0[id] = connection }
        channel.closeFuture.whenComplete { [weak self] _ in
            self?.connections.withLock { _ = $0.removeValue(forKey: id) }
        }
    }

    func update(_ channel: any Channel, peer: RequestHead.Peer?, isMultiplexed: Bool) {
        connections.withLock { connections in
            connections[ObjectIdentifier(channel)]?.peer = peer
            connections[ObjectIdentifier(channel)]?.isMultiplexed = isMultiplexed
        }
    }

    /// Of a request's channel: the connection's own, or one below it. Nil when it has just closed.
    func connection(of channel: any Channel) -> Connection? {
        connections.withLock { connections in
            connections[ObjectIdentifier(channel)]
                ?? channel.parent.flatMap { connections[ObjectIdentifier($0)] }
        }
    }

    func closeAll() {
        for connection in connections.withLock({ Array($0.values) }) {
            connection.channel.close(promise: nil)
        }
    }
}
