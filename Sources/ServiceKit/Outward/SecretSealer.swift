// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Crypto
import FoundationEssentials

/// Keeps secrets in the database so that the key file is needed to read them: AES-256-GCM under a key that is derived
/// from the file's bytes (HKDF-SHA-256), with what the secret belongs to authenticated.
package struct SecretSealer: Sendable {
    package static let byteCount = 32

    private let key: SymmetricKey

    /// Throws `WrongLength` unless there are 32 bytes. Each use has a key of its own.
    package init(_ bytes: [UInt8], for use: String) throws {
        guard bytes.count == SecretSealer.byteCount else { throw WrongLength(found: bytes.count) }
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: bytes), info: Array("kontor: \(use)".utf8), outputByteCount: 32)
    }

    package func seal(_ secret: [UInt8], of owner: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(secret, using: key, authenticating: Array(owner.utf8))
        return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    /// Throws `CannotOpen` when it was sealed with another key file or for another owner, or was changed.
    package func open(_ sealed: [UInt8], of owner: String) throws(CannotOpen) -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return Array(try AES.GCM.open(box, using: key, authenticating: Array(owner.utf8)))
        } catch {
            throw CannotOpen()
        }
    }

    package struct CannotOpen: Error, CustomStringConvertible {
        package var description: String { "a secret was sealed with another key file than this replica has" }
    }

    package struct WrongLength: Error, CustomStringConvertible {
        let found: Int
        package var description: String { "the key file must hold exactly 32 bytes, not \(found)" }
    }
}

/// Signatures of Standard Webhooks, version 1 (standardwebhooks.com): HMAC-SHA-256 over id, time and body.
package enum WebhookSignature {
    package static let secretPrefix = "whsec_"

    /// A new key of 256 bits.
    package static func newKey() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    package static func text(of key: [UInt8]) -> String { secretPrefix + Data(key).base64EncodedString() }

    /// The header's value: a signature with each of the keys.
    package static func header(id: String, timestamp: Int64, body: [UInt8], keys: [[UInt8]]) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        return keys.map { key in
            let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key))
            return "v1," + Data(code).base64EncodedString()
        }.joined(separator: " ")
    }
}
