// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Crypto

/// Secrets that the service makes: 256 bits of the system's generator, never stored but as their SHA-256.
enum RandomSecret {
    static let byteCount = 32

    static func bytes(_ count: Int = byteCount) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    static func digest(of secret: some StringProtocol) -> [UInt8] {
        Array(SHA256.hash(data: Array(secret.utf8)))
    }
}

extension Sequence<UInt8> {
    /// Takes as long for any two of the same length, so that the time tells nothing of where they differ.
    func isEqualInConstantTime(to other: some Sequence<UInt8>) -> Bool {
        let (mine, theirs) = (Array(self), Array(other))
        guard mine.count == theirs.count else { return false }
        return zip(mine, theirs).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
