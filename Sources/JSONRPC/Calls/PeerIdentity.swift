// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts

extension ServiceName {
    private static let peerPrefix = "kontor://service/"

    /// The service that a certificate's URI names, or nil for any other URI. The form is exact: no case folding, no
    /// trailing slash, no percent escapes.
    package init?(peerURI: String) {
        guard peerURI.hasPrefix(ServiceName.peerPrefix) else { return nil }
        self.init(rawValue: String(peerURI.dropFirst(ServiceName.peerPrefix.count)))
    }

    /// What the service's certificate must name.
    package var peerURI: String { ServiceName.peerPrefix + rawValue }
}

extension RequestHead {
    /// So that a transport can carry a peer's name without knowing the contracts.
    package typealias Peer = ServiceName
}
