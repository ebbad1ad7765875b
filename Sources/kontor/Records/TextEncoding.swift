// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How the bytes of a file are characters.
enum TextEncoding: String, CaseIterable {
    /// UTF-8, or UTF-16 when the file begins with its byte order mark.
    case auto
    case utf8 = "utf-8"
    case utf16 = "utf-16"
    /// Latin-1 with the characters that Windows adds to it.
    case windows1252 = "windows-1252"
    case latin1 = "latin-1"
}

/// Turns bytes of one encoding into those of UTF-8, chunk by chunk.
struct TextDecoder {
    private enum Form {
        case utf8
        case windows1252
        case utf16(isBigEndian: Bool)
    }

    private let form: Form
    /// The beginning of a character whose end is in the next chunk.
    private var rest: [UInt8] = []

    /// `head` are the first bytes of the file.
    init(_ encoding: TextEncoding, head: [UInt8]) {
        let littleEndian = head.starts(with: [0xFF, 0xFE])
        let bigEndian = head.starts(with: [0xFE, 0xFF])
        form =
            switch encoding {
            case .auto: littleEndian || bigEndian ? .utf16(isBigEndian: bigEndian) : .utf8
            case .utf8: .utf8
            case .utf16: .utf16(isBigEndian: bigEndian)
            case .windows1252, .latin1: .windows1252
            }
    }

    /// Throws ``Failure`` for bytes that are no UTF-16. Whether they are UTF-8 is seen where they are used.
    mutating func decode(_ bytes: [UInt8]) throws -> [UInt8] {
        switch form {
        case .utf8: return bytes
        case .windows1252: return bytes.flatMap { $0 < 0x80 ? [$0] : Self.utf8(of: $0) }
        case .utf16(let isBigEndian): return try decode(bytes, isBigEndian: isBigEndian)
        }
    }

    /// At the end of the file.
    func finish() throws {
        guard rest.isEmpty else { throw Self.brokenUTF16 }
    }

    private mutating func decode(_ bytes: [UInt8], isBigEndian: Bool) throws -> [UInt8] {
        let all = rest + bytes
        var units: [UInt16] = []
        units.reserveCapacity(all.count / 2)
        for index in stride(from: 0, to: all.count - 1, by: 2) {
            let (first, second) = (UInt16(all[index]), UInt16(all[index + 1]))
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
        }
        rest = Array(all[(units.count * 2)...])
        if let last = units.last, UTF16.isLeadSurrogate(last) {
            units.removeLast()
            rest = Array(all[(units.count * 2)...])
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw Self.brokenUTF16 }
        return Array(text.utf8)
    }

    private static let brokenUTF16 = Failure(
        "The file is not UTF-16.", advice: "Name its encoding: --encoding utf-8, or windows-1252.")

    private static func utf8(of byte: UInt8) -> [UInt8] {
        let scalar = byte < 0xA0 ? windows[Int(byte) - 0x80] : UInt16(byte)
        return Array(String(decoding: [scalar], as: UTF16.self).utf8)
    }

    /// Of the bytes 0x80 to 0x9F.
    private static let windows: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
        0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x009D, 0x017E, 0x0178,
    ]
}
