// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Contracts
import Testing

@testable import kontor

@Suite struct RecordReaderTests {
    private func reader(_ text: String, _ encoding: TextEncoding = .auto) throws -> RecordReader {
        try RecordReader(MemorySource(text), encoding: encoding, delimiter: .auto)
    }

    private func cells(_ text: String) throws -> [[String]] {
        var reader = try reader(text)
        var rows: [[String]] = []
        while let entry = try reader.next() {
            switch entry {
            case .row(let row): rows.append(try row.sent().cells.map(\.text))
            case .unreadable(let line, _, _): rows.append(["unreadable \(line)"])
            }
        }
        return rows
    }

    @Test func rowsAreCellsWithTheirLines() throws {
        let text =
            "id;name;note\r\n1;\"One; and\r\nonly\";\"say \"\"yes\"\"\"\r\n\r\n2;Two\r\n3;a;b;c\r\n4;\"x\"y;z\r\n;;\r\n"
        #expect(
            try cells(text) == [
                ["1", "One; and\nonly", "say \"yes\""], ["2", "Two"], ["unreadable 6"], ["unreadable 7"], [],
            ])
        #expect(try reader(text).columns == ["id", "name", "note"])
    }

    @Test func columnsOfARejectFileAreLeftOut() throws {
        let text = "id,name,kontor_line,kontor_reason\n1,One,7,no\n"
        #expect(try reader(text).columns == ["id", "name"])
        #expect(try cells(text) == [["1", "One"]])
    }

    @Test func whatIsNoUTF8IsRefusedWithItsLine() throws {
        var reader = try RecordReader(
            ByteList([0x69, 0x64, 0x0A, 0x31, 0x0A, 0xF6, 0x0A]), encoding: .auto, delimiter: .auto)
        _ = try reader.next()
        guard case .row(let row)? = try reader.next() else {
            Issue.record("the row is not read")
            return
        }
        #expect(performing: { _ = try row.sent() }, throws: { ("\($0)").contains("Line 3 is not UTF-8") })
    }

    @Test func theFingerprintIsThatOfAllThatWasRead() throws {
        var (one, two) = (try reader("id\n1\n2\n"), try reader("id\n1\n3\n"))
        #expect(one.fingerprint == two.fingerprint)
        _ = try (one.next(), two.next())
        #expect(one.fingerprint == two.fingerprint)
        _ = try (one.next(), two.next())
        #expect(one.fingerprint != two.fingerprint)
    }

    @Test func emptyFilesAreRefused() {
        #expect(throws: Failure.self) { try reader("") }
        #expect(throws: Failure.self) { try reader("\"id\n") }
    }
}

private final class ByteList: ByteSource {
    private var rest: [UInt8]

    init(_ bytes: [UInt8]) { rest = bytes }

    func read(atMost count: Int) -> [UInt8] {
        defer { rest = [] }
        return rest
    }
}
