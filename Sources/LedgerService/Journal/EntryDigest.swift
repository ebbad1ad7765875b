// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Crypto

/// Tells a repeated entry from another one under the same key, as `CommandDigest` does for other commands. Every
/// posting is digested, so that the entry's values are written straight into bytes instead of into JSON first: a tenth
/// of the time.
///
/// Digests are kept for good. A field that is added later writes nothing where it is absent, and so changes no digest
/// of what can be posted today.
enum EntryDigest {
    /// The first byte under each digest. Another layout of the bytes takes another number.
    private static let version: UInt8 = 1

    /// The first 64 bits of the SHA-256 of everything in the entry, its key included.
    static func of(_ entry: NewEntry) -> Int64 {
        SHA256.hash(data: bytes(of: entry)).withUnsafeBytes {
            Int64(bitPattern: UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)))
        }
    }

    /// What the digest is taken of: a mark before each optional value that is there, and the number of lines and of
    /// metadata's items before them.
    private static func bytes(of entry: NewEntry) -> [UInt8] {
        CanonicalBytes.make(capacity: room(for: entry)) { bytes in
            bytes.append(version)
            bytes.append(entry.idempotencyKey.text)
            bytes.append(entry.postedOn.daysSince1970)
            bytes.append(mark: 1, entry.description?.text)
            bytes.append(mark: 2, entry.documentReference?.text)
            bytes.append(mark: 3, entry.module?.rawValue)
            bytes.append(mark: 4, entry.external?.source.text)
            bytes.append(mark: 5, entry.external?.reference.text)
            if let metadata = entry.metadata {
                bytes.append(6 as UInt8)
                bytes.append(UInt32(metadata.count))
                for item in metadata {
                    bytes.append(item.name.text)
                    bytes.append(item.value.text)
                }
            }
            bytes.append(UInt32(entry.lines.count))
            for line in entry.lines { append(line, to: &bytes) }
        }
    }

    private static func append(_ line: EntryLine, to bytes: inout CanonicalBytes) {
        bytes.append(line.account.text)
        bytes.append(line.side == .debit ? 0 as UInt8 : 1)
        bytes.append(line.amount.minorUnits)
        bytes.append(line.amount.currency.text)
        if let functional = line.functionalAmount {
            bytes.append(1 as UInt8)
            bytes.append(functional.minorUnits)
            bytes.append(functional.currency.text)
        }
        if let client = line.client {
            bytes.append(2 as UInt8)
            bytes.append(client.uuid.high)
            bytes.append(client.uuid.low)
        }
        bytes.append(mark: 3, line.costCentre?.text)
        bytes.append(mark: 4, line.project?.text)
        bytes.append(mark: 5, line.product?.text)
        bytes.append(mark: 6, line.memo?.text)
        // Before the next line, whose first byte is of a length below 2^24.
        bytes.append(0xFF as UInt8)
    }

    /// Never less than what `bytes` appends.
    private static func room(for entry: NewEntry) -> Int {
        var room = 96 + entry.idempotencyKey.text.utf8.count + size(entry.description) + size(entry.documentReference)
        room += size(entry.external?.source) + size(entry.external?.reference)
        for item in entry.metadata?.elements ?? [] { room += 8 + size(item.name) + size(item.value) }
        for line in entry.lines {
            room += 96 + line.account.text.utf8.count + size(line.costCentre) + size(line.project) + size(line.product)
            room += size(line.memo)
        }
        return room
    }

    private static func size(_ text: (some TextValue)?) -> Int { text?.text.utf8.count ?? 0 }
}

extension CanonicalBytes {
    /// The mark and the text; nothing when there is none.
    fileprivate mutating func append(mark: UInt8, _ text: String?) {
        guard let text else { return }
        append(mark)
        append(text)
    }
}
