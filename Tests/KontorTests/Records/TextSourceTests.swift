// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Testing

@testable import kontor

/// Bytes in chunks of a given size.
private final class Bytes: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let chunk: Int

    init(_ bytes: [UInt8], chunk: Int = 1 << 20) {
        rest = bytes[...]
        self.chunk = chunk
    }

    func read(atMost count: Int) -> [UInt8] {
        let piece = rest.prefix(min(chunk, count))
        rest = rest.dropFirst(piece.count)
        return Array(piece)
    }
}

@Suite struct TextSourceTests {
    private let text = "id;name\n1;Größe 東京 𝄞 café\n"

    private func utf16(_ text: String, bigEndian: Bool = false, mark: Bool = true) -> [UInt8] {
        ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit -> [UInt8] in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return bigEndian ? [high, low] : [low, high]
        }
    }

    private func read(_ bytes: [UInt8], _ encoding: TextEncoding = .auto, chunk: Int = 1 << 20) throws -> String {
        let source = try TextSource(Bytes(bytes, chunk: chunk), encoding: encoding)
        var all: [UInt8] = []
        while true {
            let piece = try source.read(atMost: 7)
            if piece.isEmpty { return String(decoding: all, as: UTF8.self) }
            all += piece
        }
    }

    @Test(arguments: [1, 2, 3, 5, 1 << 20])
    func everyEncodingReadsTheSame(chunk: Int) throws {
        #expect(try read(Array(text.utf8), chunk: chunk) == text)
        #expect(try read([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == text)
        #expect(try read(utf16(text, mark: false), .utf16, chunk: chunk) == text)
        #expect(try read(utf16(text), chunk: chunk + 1) == text)
        #expect(try read(utf16(text, bigEndian: true), chunk: chunk + 1) == text)
    }

    @Test func whatWindowsWritesIsRead() throws {
        let bytes: [UInt8] = [0x47, 0x72, 0xF6, 0xDF, 0x65, 0x20, 0x80, 0x20, 0x96, 0x20, 0x92]
        #expect(try read(bytes, .windows1252) == "Größe € – ’")
        #expect(try read(bytes, .latin1) == "Größe € – ’")
    }

    @Test func brokenUTF16IsRefused() {
        #expect(throws: Failure.self) { try read([0xFF, 0xFE, 0x41]) }
        #expect(throws: Failure.self) { try read([0xFF, 0xFE, 0x00, 0xDC, 0x41, 0x00]) }
    }

    @Test(arguments: [
        ("a,b;c\n", Delimiter.auto, 0x2C), ("a;b;c,d\n1,2,3,4,5", .auto, 0x3B), ("a\tb\n", .auto, 0x09),
        ("\"a,b,c\";d\n", .auto, 0x3B), ("a\n", .auto, 0x2C), ("sep=;\na,b,c;d\n", .auto, 0x3B),
        ("a;b\n", .comma, 0x2C),
        ("a,b\n", .tab, 0x09),
    ])
    func theDelimiterIsThatOfTheFirstLine(text: String, wanted: Delimiter, byte: UInt8) throws {
        let source = try TextSource(MemorySource(text), encoding: .auto)
        #expect(wanted.byte(of: source) == byte)
        #expect(!String(decoding: source.head, as: UTF8.self).hasPrefix("sep="))
    }
}
