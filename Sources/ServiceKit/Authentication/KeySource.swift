// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

/// Where the keys come from that verify tokens.
package protocol KeySource: Sendable {
    /// All keys that may verify a token now, the next one included. Throws when they cannot be had.
    func keys() async throws -> [PublicKey]
}

/// Identity's published keys, asked for over the wire.
package struct IdentityKeys: KeySource {
    private let identity: Remote<IdentityAPI>
    /// Short, since callers with a new key's token wait for it.
    private static let timeout = Duration.seconds(3)

    package init(_ identity: Remote<IdentityAPI>) {
        self.identity = identity
    }

    package func keys() async throws -> [PublicKey] {
        try await identity.call(GetKeys(), timeout: IdentityKeys.timeout).keys.elements
    }
}
