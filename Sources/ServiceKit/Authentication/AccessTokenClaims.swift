// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import JWTKit

/// What an access token says. Identity signs it; every service verifies it, by `TokenVerifier` alone.
package struct AccessTokenClaims: JWTPayload, Equatable {
    package static let issuer = "kontor-identity"
    package static let audience = "kontor"
    /// The header's `typ`.
    package static let type = "at+jwt"
    /// The header's `alg`.
    package static let algorithm = "ES256"

    package var iss = AccessTokenClaims.issuer
    /// `user:<id>`, `service-account:<id>` or `service:<name>`.
    package var sub: String
    package var aud = AccessTokenClaims.audience
    /// Seconds since 1970-01-01, as `nbf` and `iat`.
    package var exp: Int64
    package var nbf: Int64
    package var iat: Int64
    package var jti: String
    /// The session; users only.
    package var sid: String?
    /// The organisation; absent for services.
    package var org: String?
    /// Raw values of `Permission`. Unknown ones, of a newer release, are nobody's.
    package var permissions: [String]

    package init(
        sub: String, exp: Int64, nbf: Int64, iat: Int64, jti: String, sid: String? = nil, org: String? = nil,
        permissions: [String] = []
    ) {
        self.sub = sub
        self.exp = exp
        self.nbf = nbf
        self.iat = iat
        self.jti = jti
        self.sid = sid
        self.org = org
        self.permissions = permissions
    }

    /// Nothing: `TokenVerifier` compares the claims with its own clock and with the connection.
    package func verify(using algorithm: some JWTAlgorithm) {}
}
