// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV

/// Cuts a journal as CSV into parts between the rows of different transactions, and gives each the header.
struct CSVParts {
    private var reader: CSVReader
    private var header: String?
    private var numberColumn: Int?
    private var part = JournalPart()
    /// Of the last row: where its transaction began, and its number.
    private var last: (line: Int, number: [UInt8]?)?
    private var nextLine = 1
    private var isAtEnd = false

    init(_ source: any ByteSource) {
        reader = CSVReader(source)
    }

    /// Nil at the end. The first part has the header before its text.
    mutating func next() throws -> JournalPart? {
        guard !isAtEnd else { return nil }
        while let record = try reader.next() {
            let text = CSVParts.text(record.source)
            guard header != nil else {
                header = text + "\n"
                if case .fields(let fields) = record.content {
                    numberColumn = fields.firstIndex(of: Array("number".utf8))
                }
                nextLine = record.line + 1
                part = JournalPart(firstLine: nextLine, preamble: text + "\n")
                continue
            }
            let number = number(of: record)
            let isStart = number == nil || last?.number != number
            var ended: JournalPart?
            if isStart, part.isFull {
                ended = part
                part = JournalPart(firstLine: record.line, preamble: header ?? "")
                nextLine = record.line
            }
            take(text, record.line, number, isStart: isStart)
            if let ended { return ended }
        }
        isAtEnd = true
        return part
    }

    /// Lines that the reader has passed over keep their place, so that others keep their numbers.
    private mutating func take(_ text: String, _ line: Int, _ number: [UInt8]?, isStart: Bool) {
        part.text += String(repeating: "\n", count: max(0, line - nextLine)) + text + "\n"
        nextLine = line + text.utf8.count { $0 == 0x0A } + 1
        let start = isStart ? line : last?.line ?? line
        last = (start, number)
        part.transactions[start, default: ""] += text + "\n"
    }

    private func number(of record: CSVReader.Record) -> [UInt8]? {
        guard case .fields(let fields) = record.content, let numberColumn, numberColumn < fields.count else {
            return nil
        }
        return fields[numberColumn]
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(
            decoding: bytes.compactMap { byte -> UInt8? in
                if byte == 0x0D { return nil }
                return byte < 0x20 && byte != 0x09 && byte != 0x0A || byte == 0x7F ? 0x20 : byte
            }, as: UTF8.self)
    }
}
