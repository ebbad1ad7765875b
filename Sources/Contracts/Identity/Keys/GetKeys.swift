// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The public keys that verify access tokens, the next one before it signs for the first time.
///
/// The members of a key are named as in RFC 7517, so that the answer's `keys` is a JWK set.
public struct GetKeys: Query, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.getKeys"
    public static let summary = "Answers the public keys that verify access tokens."
    public static let access = Access.anyone

    public init() {}

    public struct Response: Codable, Sendable, Equatable {
        public let keys: List<0, 32, PublicKey>

        public init(keys: List<0, 32, PublicKey>) {
            self.keys = keys
        }
    }
}
