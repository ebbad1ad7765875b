// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Crypto

/// Makes refresh tokens. A token's successor is an HMAC of it under the service's key: the same answer can be given
/// again while the successor is stored as its SHA-256 alone, and nobody without the key can work it out.
struct RefreshTokenSuccession: Sendable {
    let key: SymmetricKey

    func first() throws -> RefreshToken {
        try RefreshToken(validating: Base64Text.encode(RandomSecret.bytes(), .url))
    }

    func successor(of token: RefreshToken) throws -> RefreshToken {
        let code = HMAC<SHA256>.authenticationCode(for: Array(token.text.utf8), using: key)
        return try RefreshToken(validating: Base64Text.encode(Array(code), .url))
    }
}

extension RefreshToken {
    /// SHA-256, by which it is stored.
    var digest: [UInt8] { RandomSecret.digest(of: text) }
}
