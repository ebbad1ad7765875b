// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Testing

@testable import kontor

@Suite struct HledgerPartsTests {
    private func parts(_ text: String) throws -> [JournalPart] {
        var reader = HledgerParts(MemorySource(text))
        var parts: [JournalPart] = []
        while let part = try reader.next() { parts.append(part) }
        return parts
    }

    @Test func smallFileIsOnePart() throws {
        let text = "; x\naccount a\n  ; type:A\n\n2026-01-05 one\n  a  1 GBP\t\n  b\n2026-01-06 two\n  a  1 GBP\n  b"
        let part = try #require(try parts(text).first)
        #expect(try parts(text).count == 1)
        #expect(part.text == text + "\n" && part.firstLine == 1 && part.preamble.isEmpty)
        #expect(part.transactions == [5: "2026-01-05 one\n  a  1 GBP\n  b", 8: "2026-01-06 two\n  a  1 GBP\n  b"])
        #expect(part.repeats == [:])
    }

    @Test func largeFileIsCutBetweenTransactionsAndDirectivesGoWithEachPart() throws {
        var text = "account assets:bank  ; code:1020\n\n"
        for index in 0..<20_000 {
            text += "2026-01-05 number \(index % 10_000)\n    assets:bank  1 GBP\n    expenses:fees\n\n"
            if index == 9_000 { text += "P 2026-01-06 EUR 0.87 GBP\ncomment\n2026-01-05 none\nend comment\n" }
        }
        let parts = try parts(text)
        #expect(parts.count > 3)
        #expect(parts.map(\.text).joined() == text)
        #expect(parts.flatMap(\.transactions.keys).count == 20_000)
        var line = 1
        for (index, part) in parts.enumerated() {
            #expect(part.firstLine == line)
            #expect(index == 0 || part.text.hasPrefix("2026-01-05 number"))
            #expect(index == 0 || part.preamble.hasPrefix("account assets:bank  ; code:1020\n"))
            #expect(part.text.utf8.count < 410_000)
            line += part.text.utf8.count { $0 == 0x0A }
        }
        #expect(parts.last?.preamble == "account assets:bank  ; code:1020\nP 2026-01-06 EUR 0.87 GBP\n")
        // The second half says again what the first has said.
        #expect(parts.map(\.repeats.count).reduce(0, +) == 10_000)
        #expect(parts.flatMap(\.repeats.values).allSatisfy { $0 == 1 })
    }

    @Test func whatEditorsLeaveInFilesIsCleaned() throws {
        let part = try #require(try parts("\u{FEFF}2026-01-05 one\r\n  a\t1 GBP\r\n  b\u{0C}\r\n").first)
        #expect(part.text == "2026-01-05 one\n  a\t1 GBP\n  b \n")
    }

    @Test func fileWithoutLineEndsIsRefused() {
        #expect(throws: Failure.self) { try parts(String(repeating: "x", count: 300_000)) }
    }
}

@Suite struct CSVPartsTests {
    private func parts(_ text: String) throws -> [JournalPart] {
        var reader = CSVParts(MemorySource(text))
        var parts: [JournalPart] = []
        while let part = try reader.next() { parts.append(part) }
        return parts
    }

    @Test func rowsOfATransactionStayTogetherAndLinesKeepTheirNumbers() throws {
        var text = "number,account,memo\n"
        for index in 0..<12_000 {
            text += "\(index),1010,\"two\nlines \(index)\"\n\(index),1100,plain text\n"
            if index.isMultiple(of: 5_000) { text += "\n" }
        }
        let parts = try parts(text)
        #expect(parts.count > 1)
        #expect("number,account,memo\n" + parts.map(\.text).joined() == text)
        var line = 2
        for part in parts {
            #expect(part.preamble == "number,account,memo\n" && part.firstLine == line)
            #expect(part.transactions.values.allSatisfy { $0.split(separator: "\n").count == 3 })
            line += part.text.utf8.count { $0 == 0x0A }
        }
        #expect(parts.flatMap(\.transactions.keys).count == 12_000)
    }
}
