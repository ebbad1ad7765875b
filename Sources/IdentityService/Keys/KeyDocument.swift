// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import FoundationEssentials
import ServiceKit

/// The published keys as a JWK set (RFC 7517), where other software looks for it.
enum KeyDocument {
    static let path = "/.well-known/jwks.json"
    /// Well below the time between a key's publication and its first signature.
    private static let maximumAge = Duration.seconds(60)

    static func document(of keys: KeyRing) -> ServiceDocument {
        ServiceDocument(path) {
            let set = GetKeys.Response(keys: try List(validating: keys.published))
            return ServiceDocument.Content(
                type: "application/jwk-set+json", bytes: Array(try JSONEncoder().encode(set)), maximumAge: maximumAge)
        }
    }
}
