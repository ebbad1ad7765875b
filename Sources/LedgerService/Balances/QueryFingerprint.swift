// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ServiceKit

/// Tells whether a cursor is used with the params that it was made with, where those are too long to stand in it.
///
/// FNV-1a of 64 bits (Fowler, Noll, Vo), which a forger could meet: a forged cursor shows nothing that its caller could
/// not ask for.
struct QueryFingerprint: Codable, Sendable, Equatable {
    let text: String

    init(_ params: some Encodable) throws {
        let hash = try StoredRecord.encode(params).reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        text = String(hash, radix: 16)
    }
}
