// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Crypto
import JWTKit
import ServiceKit

/// A key with its private half, ready to sign.
struct SigningKey: Sendable {
    let kid: KeyName
    private let keys: JWTKeyCollection

    init(kid: KeyName, privateKey: P256.Signing.PrivateKey) async throws {
        self.kid = kid
        keys = JWTKeyCollection()
        await keys.add(
            ecdsa: try ES256PrivateKey(backing: privateKey), kid: JWKIdentifier(string: kid.text))
    }

    /// A compact JWS of type `at+jwt` (RFC 9068).
    func sign(_ claims: AccessTokenClaims) async throws -> AccessToken {
        let text = try await keys.sign(
            claims, kid: JWKIdentifier(string: kid.text), header: ["typ": .string(AccessTokenClaims.type)])
        return try AccessToken(validating: text)
    }
}
