// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Crypto

/// A part of a journal's file, of whole transactions, as one call takes it.
struct JournalPart: Equatable {
    var text = ""
    /// The number of the text's first line in the file.
    var firstLine = 1
    /// Directives, or the header, before the part.
    var preamble = ""
    /// How often the transaction that begins in a line stood in the file before, where it did.
    var repeats: [Int: Int] = [:]
    /// The transactions by their first lines, to show those that are rejected.
    var transactions: [Int: String] = [:]

    var isEmpty: Bool { transactions.isEmpty }

    /// Bytes of text after which a part ends, less where the preamble is long: a request has a megabyte at most.
    var isFull: Bool { text.utf8.count >= max(100_000, min(400_000, 800_000 - 2 * preamble.utf8.count)) }

    /// The longest preamble that leaves room for text.
    static let preambleLimit = 300_000
}

/// Counts texts that come again, by their digests: a file of millions of transactions takes some bytes for each.
struct TextCounter {
    private var counts: [Digest: Int32] = [:]

    private struct Digest: Hashable {
        let high: UInt64
        let low: UInt64
    }

    /// How often the text came before.
    mutating func count(_ text: String) -> Int {
        let bytes = Array(SHA256.hash(data: Array(text.utf8)))
        func word(_ start: Int) -> UInt64 { bytes[start..<(start + 8)].reduce(0) { $0 << 8 | UInt64($1) } }
        let digest = Digest(high: word(0), low: word(8))
        let before = counts[digest, default: 0]
        counts[digest] = before + 1
        return Int(before)
    }
}
