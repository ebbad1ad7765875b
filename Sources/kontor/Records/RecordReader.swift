// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Contracts
import Crypto

/// Reads a file with a header, row by row, however large it is.
struct RecordReader {
    /// Columns that a file of rejects has besides the file's own; they are left out when it is read again.
    static let lineColumn = "kontor_line"
    static let reasonColumn = "kontor_reason"
    private static let columnLimit = 300

    enum Entry {
        case row(Row)
        /// What cannot be sent, and why.
        case unreadable(line: Int, reason: String, text: [UInt8])
    }

    struct Row: Sendable {
        let line: Int
        let fields: [[UInt8]]
    }

    let delimiter: UInt8
    let columns: [String]
    /// The places of the file's own columns in its records.
    private let places: [Int]
    private let width: Int
    private var reader: CSVReader
    private var digest = SHA256()

    init(_ file: any ByteSource, encoding: TextEncoding, delimiter: Delimiter) throws {
        let source = try TextSource(file, encoding: encoding)
        self.delimiter = delimiter.byte(of: source)
        reader = CSVReader(source, delimiter: self.delimiter)
        guard let header = try reader.next() else { throw Failure("The file is empty.") }
        guard case .fields(let fields) = header.content else {
            throw Failure("The first line is no row of column names.")
        }
        let names = try fields.map { try Self.text($0, line: header.line).trimmed }
        places = names.indices.filter { ![Self.lineColumn, Self.reasonColumn].contains(names[$0]) }
        width = names.count
        columns = places.map { names[$0] }
        guard columns.count <= Self.columnLimit else {
            throw Failure("The file has \(columns.count) columns; \(Self.columnLimit) is the most.")
        }
        take(header)
    }

    /// A digest of everything that was read so far.
    var fingerprint: String {
        digest.finalize().prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Nil at the end. Throws ``Failure`` for bytes that are not in the encoding.
    mutating func next() throws -> Entry? {
        guard let record = try reader.next() else { return nil }
        take(record)
        switch record.content {
        case .malformed(let reason):
            return .unreadable(line: record.line, reason: reason, text: record.source)
        case .fields(let fields):
            guard fields.count <= width else {
                return .unreadable(
                    line: record.line, reason: "it has \(fields.count) fields, and the first line has \(width)",
                    text: record.source)
            }
            return .row(
                Row(line: record.line, fields: places.map { $0 < fields.count ? fields[$0] : [] }))
        }
    }

    private mutating func take(_ record: CSVReader.Record) {
        digest.update(data: record.source)
        digest.update(data: [0x0A])
    }

    static func text(_ bytes: [UInt8], line: Int) throws -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        throw Failure(
            "Line \(line) is not UTF-8.", advice: "Name the file's encoding: --encoding windows-1252, or utf-16.")
    }
}

extension RecordReader.Row {
    /// As the service takes it: lines end with a line feed, and empty cells at the end are left out.
    func sent() throws -> ImportRow {
        var cells: [Checked<LongText<10_000>>] = []
        for field in fields.prefix((fields.lastIndex { !$0.isEmpty } ?? -1) + 1) {
            let field = field.contains(0x0D) ? Self.withLineFeeds(field) : field
            cells.append(Checked(unchecked: try RecordReader.text(field, line: line)))
        }
        return ImportRow(line: LineNumber(unchecked: Int64(line)), cells: try List(validating: cells))
    }

    /// Bytes that it takes in a call, about.
    var size: Int { fields.reduce(40) { $0 + $1.count + 3 } }

    private static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if byte == 0x0A, index > 0, bytes[index - 1] == 0x0D { continue }
            text.append(byte == 0x0D ? 0x0A : byte)
        }
        return text
    }
}

extension String {
    /// Without blanks around it.
    fileprivate var trimmed: String {
        let rest = drop { $0 == " " }
        return String(
            rest.prefix(rest.lastIndex { $0 != " " }.map { rest.distance(from: rest.startIndex, to: $0) + 1 } ?? 0))
    }
}
