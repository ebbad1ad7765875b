// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Why a token does not hold. For logs and metrics; callers learn only that it does not.
package enum TokenRefusal: String, Error, CaseIterable, Sendable {
    case malformed
    /// Another algorithm than ES256, `none` among them.
    case algorithm
    /// Not an access token.
    case type
    /// The header demands an extension, and we have none.
    case criticalExtension = "extension"
    case unknownKey = "unknown_key"
    case signature
    case issuer
    case audience
    case expired
    case notYetValid = "not_yet_valid"
    case subject
    /// A service's token on a connection whose client certificate does not name that service.
    case certificate
}
