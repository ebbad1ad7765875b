// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Crypto

/// The secret key file's 32 bytes, as one key for each use (HKDF-SHA-256), so that no use can be turned into another.
package struct ServiceSecret: Sendable {
    package static let byteCount = 32

    /// Seals the private halves of signing keys in the database.
    let sealing: SymmetricKey
    /// Derives a refresh token's successor.
    let succession: SymmetricKey
    /// Hides who was throttled.
    let throttling: SymmetricKey

    package init(_ bytes: [UInt8]) throws {
        guard bytes.count == ServiceSecret.byteCount else { throw WrongLength(found: bytes.count) }
        let root = SymmetricKey(data: bytes)
        func key(for use: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: root, info: Array("kontor identity: \(use)".utf8), outputByteCount: 32)
        }
        sealing = key(for: "sealing signing keys")
        succession = key(for: "refresh token succession")
        throttling = key(for: "login throttling")
    }

    package struct WrongLength: Error, CustomStringConvertible {
        let found: Int
        package var description: String { "the secret key file must hold exactly 32 bytes, not \(found)" }
    }
}
