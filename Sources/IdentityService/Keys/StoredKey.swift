// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Crypto
import Postgres
import ServiceKit

/// A signing key as the database has it.
struct StoredKey: Sendable, RowDecodable {
    enum State: String, PostgresConvertible {
        /// Published, and waits to sign.
        case next
        /// Signs.
        case active
        /// Published, since tokens that it signed may still hold.
        case retired
    }

    let kid: KeyName
    /// x and y, 32 bytes each.
    let publicKey: [UInt8]
    let sealedPrivateKey: [UInt8]
    let times: KeyTimes

    init(kid: KeyName, publicKey: [UInt8], sealedPrivateKey: [UInt8], times: KeyTimes) {
        self.kid = kid
        self.publicKey = publicKey
        self.sealedPrivateKey = sealedPrivateKey
        self.times = times
    }

    init(row: inout Row) throws {
        kid = try row.next()
        publicKey = try row.next()
        sealedPrivateKey = try row.next()
        times = KeyTimes(
            state: try row.next(), createdAt: try row.next(), activatedAt: try row.next(), retiredAt: try row.next())
    }

    /// A new key in its first state.
    static func make(_ state: State, at now: Instant, sealer: KeySealer) throws -> StoredKey {
        let privateKey = P256.Signing.PrivateKey()
        // The name says when the key was made, for people; the random half makes it unique.
        let date = CalendarDate(daysSince1970: Int32(now.microseconds / 86_400_000_000)).text
        let kid = try KeyName(validating: "\(date)-\(Base64Text.encode(RandomSecret.bytes(9), .url))")
        return StoredKey(
            kid: kid, publicKey: Array(privateKey.publicKey.rawRepresentation),
            sealedPrivateKey: try sealer.seal(privateKey, of: kid),
            times: KeyTimes(
                state: state, createdAt: now, activatedAt: state == .active ? now : nil, retiredAt: nil))
    }

    func published() throws -> PublicKey {
        PublicKey(
            kid: kid, x: try KeyCoordinate(validating: Base64Text.encode(publicKey.prefix(32), .url)),
            y: try KeyCoordinate(validating: Base64Text.encode(publicKey.suffix(32), .url)),
            notAfter: times.withdrawnAt)
    }
}
