// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// An entry's identity on the wire, made of what the journal keeps anyway: 48 bits of `recorded_at` in milliseconds,
/// 32 of the book and 42 of the entry's number, laid out as a UUID of version 7 (RFC 9562, section 5.7). So the
/// journal needs neither a column nor an index for it.
enum EntryIdentity {
    private static let numberBits: UInt64 = 42
    private static let numberMask: UInt64 = (1 << 42) - 1

    static func id(book: Int32, number: Int64, recordedAt: Instant) -> EntryID {
        EntryID(uuid(book: book, number: number, instant: recordedAt))
    }

    /// A hold's identity, made in the same way.
    static func holdID(book: Int32, number: Int64, createdAt: Instant) -> HoldID {
        HoldID(uuid(book: book, number: number, instant: createdAt))
    }

    private static func uuid(book: Int32, number: Int64, instant recordedAt: Instant) -> UUIDValue {
        let milliseconds = UInt64(max(0, recordedAt.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
        let book = UInt64(UInt32(bitPattern: book))
        let low = (book & 0xF_FFFF) << numberBits | UInt64(number) & numberMask
        return UUIDValue(high: milliseconds << 16 | 0x7000 | book >> 20, low: 0x8000_0000_0000_0000 | low)
    }

    /// The number of the entry in this book; nil for an identity that this book cannot have given.
    static func number<Entity>(of id: Identifier<Entity>, in book: Int32) -> Int64? {
        let number = Int64(id.uuid.low & numberMask)
        let instant = Instant(microseconds: Int64(id.uuid.high >> 16) * 1000)
        guard number > 0, uuid(book: book, number: number, instant: instant) == id.uuid else { return nil }
        return number
    }
}
