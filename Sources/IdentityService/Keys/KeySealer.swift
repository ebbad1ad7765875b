// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Crypto

/// Seals private keys for the database: AES-256-GCM, with the key's name authenticated, so that a sealed key cannot
/// be put under another name.
struct KeySealer: Sendable {
    let key: SymmetricKey

    func seal(_ privateKey: P256.Signing.PrivateKey, of kid: KeyName) throws -> [UInt8] {
        let box = try AES.GCM.seal(privateKey.rawRepresentation, using: key, authenticating: Array(kid.text.utf8))
        return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    /// Throws `CannotOpen` when the key was sealed under another secret or name, or was changed.
    func open(_ sealed: [UInt8], of kid: KeyName) throws(CannotOpen) -> P256.Signing.PrivateKey {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            let bytes = try AES.GCM.open(box, using: key, authenticating: Array(kid.text.utf8))
            return try P256.Signing.PrivateKey(rawRepresentation: bytes)
        } catch {
            throw CannotOpen(kid: kid)
        }
    }

    struct CannotOpen: Error, CustomStringConvertible {
        let kid: KeyName
        var description: String {
            "signing key \(kid) was sealed with another secret key file than this replica has, or was changed"
        }
    }
}
