// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV

/// Reads lines one by one, however large the file: without their ends, without a byte order mark, and with blanks for
/// control characters other than tabs.
struct LineReader {
    private static let chunkSize = 256 << 10
    /// Longest line in bytes.
    static let lineLimit = 200_000

    private let source: any ByteSource
    private var buffer: [UInt8] = []
    private var position = 0
    private var hasEnded = false
    private var isFirst = true

    init(_ source: any ByteSource) {
        self.source = source
    }

    /// Nil at the end.
    mutating func next() throws -> String? {
        while true {
            if let end = buffer[position...].firstIndex(of: 0x0A) {
                defer { position = end + 1 }
                return text(buffer[position..<end])
            }
            if hasEnded {
                guard position < buffer.count else { return nil }
                defer { position = buffer.count }
                return text(buffer[position...])
            }
            guard buffer.count - position <= Self.lineLimit else {
                throw Failure("A line has more than \(Self.lineLimit) bytes; is this a journal?")
            }
            buffer.removeSubrange(..<position)
            position = 0
            let chunk = try source.read(atMost: Self.chunkSize)
            hasEnded = chunk.isEmpty
            buffer += chunk
        }
    }

    private mutating func text(_ bytes: ArraySlice<UInt8>) -> String {
        var bytes = bytes
        if isFirst, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        isFirst = false
        if bytes.last == 0x0D { bytes = bytes.dropLast() }
        return String(decoding: bytes.map { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
    }
}
