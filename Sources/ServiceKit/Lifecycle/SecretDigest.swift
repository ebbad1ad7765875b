// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Crypto

/// What is kept of a secret that the service has made: 256 random bits need no salt.
package enum SecretDigest {
    package static func sha256(of secret: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(secret.utf8)))
    }
}
