// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Testing

/// Text in chunks of a given size.
final class ChunkedSource: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let chunk: Int

    init(_ text: String, chunk: Int) {
        rest = Array(text.utf8)[...]
        self.chunk = chunk
    }

    func read(atMost count: Int) -> [UInt8] {
        let piece = rest.prefix(min(chunk, count))
        rest = rest.dropFirst(piece.count)
        return Array(piece)
    }
}

@Suite struct CSVReaderTests {
    private func records(_ text: String, chunk: Int = 4096) throws -> [CSVReader.Record] {
        var reader = CSVReader(ChunkedSource(text, chunk: chunk))
        var records: [CSVReader.Record] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }

    private func fields(_ text: String, chunk: Int = 4096) throws -> [[String]] {
        try records(text, chunk: chunk).map { record in
            guard case .fields(let fields) = record.content else { return ["malformed"] }
            return fields.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    @Test(arguments: [
        ("a,b\n", [["a", "b"]]),
        ("a,b", [["a", "b"]]),
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        (",\n", [["", ""]]),
        ("a,\"b,c\",d\n", [["a", "b,c", "d"]]),
        ("\"say \"\"yes\"\"\",x\n", [["say \"yes\"", "x"]]),
        ("\"two\nlines\",x\n", [["two\nlines", "x"]]),
        ("\"\",x\n", [["", "x"]]),
        ("7\" plate,x\n", [["7\" plate", "x"]]),
        ("a\n\n\nb\n", [["a"], ["b"]]),
        ("\u{FEFF}a,b\n", [["a", "b"]]),
        ("\"end\"", [["end"]]),
        ("a\rb,c\n", [["a\rb", "c"]]),
        ("", []),
    ])
    func textIsCutIntoFields(text: String, expected: [[String]]) throws {
        #expect(try fields(text) == expected)
    }

    @Test(arguments: 1...9)
    func chunksOfAnySizeReadTheSame(size: Int) throws {
        let text = "a,\"b\r\n\"\"c\"\"\",d\r\n\"é\",,\r\nlast,\"line\""
        #expect(try fields(text, chunk: size) == [["a", "b\r\n\"c\"", "d"], ["é", "", ""], ["last", "line"]])
    }

    @Test func linesAreCountedAsAnEditorCountsThem() throws {
        let numbers = try records("h\n\"two\nlines\"\n\nx\n").map(\.line)
        #expect(numbers == [1, 2, 5])
    }

    @Test func aStrayQuoteDamagesItsOwnLineAlone() throws {
        let read = try records("a,\"b,c\nd,e\nf,\"g\"\n")
        #expect(read.map(\.line) == [1, 2, 3])
        guard case .malformed = read[0].content else {
            Issue.record("the first line should not be a record: \(read[0])")
            return
        }
        #expect(read[0].source == Array("a,\"b,c".utf8))
        #expect(try fields("a,\"b,c\nd,e\nf,\"g\"\n") == [["malformed"], ["d", "e"], ["f", "g"]])
    }

    @Test func aRecordBeyondTheLimitIsGivenUpAfterItsFirstLine() throws {
        let long = String(repeating: "x,y\n", count: CSVReader.recordLimit / 2)
        let read = try records("a,\"open\n" + long, chunk: 10_000)
        #expect(read.first?.content == .malformed("it has more than 65536 bytes: a quote that is never closed?"))
        #expect(read.count == 1 + CSVReader.recordLimit / 2)
    }

    @Test func aTextInMemoryIsReadWhole() throws {
        var reader = CSVReader(MemorySource("a,b\nc,d"))
        var fields: [CSVReader.Content] = []
        while let record = try reader.next() { fields.append(record.content) }
        #expect(fields == [["a", "b"], ["c", "d"]].map { .fields($0.map { Array($0.utf8) }) })
    }

    @Test func whatIsWrittenReadsBack() throws {
        let rows = [["plain", "with,comma", "with \"quote\"", "two\nlines", ""]]
        let text = rows.flatMap { CSVWriter.record($0.map { Array($0.utf8) }) }
        #expect(try fields(String(decoding: text, as: UTF8.self)) == rows)
    }
}
