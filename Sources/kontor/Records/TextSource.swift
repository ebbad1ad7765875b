// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV

/// A file of any of the encodings as UTF-8, without a byte order mark.
final class TextSource: ByteSource {
    private static let chunkSize = 256 << 10
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private let source: any ByteSource
    private var decoder: TextDecoder
    /// What was read and not yet given away.
    private var waiting: [UInt8] = []
    private var hasEnded = false

    init(_ source: any ByteSource, encoding: TextEncoding) throws {
        self.source = source
        let head = try source.read(atMost: Self.chunkSize)
        decoder = TextDecoder(encoding, head: head)
        waiting = try decoder.decode(head)
        hasEnded = head.isEmpty
        if waiting.starts(with: Self.mark) { waiting.removeFirst(Self.mark.count) }
    }

    /// The beginning of the file: 256 KiB, or all of it.
    var head: [UInt8] { waiting }

    /// Takes bytes off the beginning.
    func drop(_ count: Int) {
        waiting.removeFirst(min(count, waiting.count))
    }

    func read(atMost count: Int) throws -> [UInt8] {
        while waiting.isEmpty, !hasEnded {
            let chunk = try source.read(atMost: Self.chunkSize)
            hasEnded = chunk.isEmpty
            if hasEnded { try decoder.finish() }
            waiting = try decoder.decode(chunk)
        }
        let chunk = Array(waiting.prefix(count))
        waiting.removeFirst(chunk.count)
        return chunk
    }
}

/// What stands between the fields of a file.
enum Delimiter: String, CaseIterable {
    case auto
    case comma
    case semicolon
    case tab

    private static let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

    /// By what the file itself says (`sep=;`), or else the one that stands most often in its first line outside of
    /// quotes. Takes the file's own word off its beginning.
    func byte(of source: TextSource) -> UInt8 {
        let line = source.head.prefix { $0 != 0x0A }
        var said: UInt8?
        if line.starts(with: Array("sep=".utf8)), line.count >= 5 {
            said = line[4]
            source.drop(line.count + 1)
        }
        switch self {
        case .comma: return Self.candidates[0]
        case .semicolon: return Self.candidates[1]
        case .tab: return Self.candidates[2]
        case .auto: return said ?? Self.commonest(in: source.head)
        }
    }

    private static func commonest(in head: [UInt8]) -> UInt8 {
        var counts = [0, 0, 0]
        var isQuoted = false
        for byte in head {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A { break }
            if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
        }
        let best = counts.indices.max { counts[$0] < counts[$1] || (counts[$0] == counts[$1] && $0 > $1) } ?? 0
        return candidates[best]
    }
}
