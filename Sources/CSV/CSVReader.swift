// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Reads records of CSV text one by one, however large the text: it holds one record and one chunk.
package struct CSVReader {
    package struct Record: Equatable, Sendable {
        /// Of its first line in the text, from 1.
        package let line: Int
        /// As it stands in the text, without the line end.
        package let source: [UInt8]
        package let content: Content
    }

    package enum Content: Equatable, Sendable {
        case fields([[UInt8]])
        /// Not CSV, and why.
        case malformed(String)
    }

    /// Longest record in bytes; what is longer has a quote that was never closed.
    package static let recordLimit = 64 << 10

    /// Bytes that are read at once.
    private static let chunkSize = 256 << 10

    private let source: any ByteSource
    private let delimiter: UInt8
    private var buffer: [UInt8] = []
    private var position = 0
    private var line = 1
    private var sourceHasEnded = false

    /// - Parameter delimiter: what stands between fields: a comma, or in some countries a semicolon or a tab.
    package init(_ source: any ByteSource, delimiter: UInt8 = UInt8(ascii: ",")) {
        self.source = source
        self.delimiter = delimiter
    }

    /// The next record that is not an empty line; nil at the end.
    package mutating func next() throws -> Record? {
        while true {
            if position == buffer.count {
                guard try fill() else { return nil }
            }
            if position == 0, line == 1, buffer.starts(with: [0xEF, 0xBB, 0xBF]) {
                position = 3
                continue
            }
            switch parse() {
            case .needsMore:
                _ = try fill()
            case .malformed(let reason, let length):
                let record = Record(line: line, source: text(length), content: .malformed(reason))
                advance(by: length, lines: 1)
                return record
            case .record(let fields, let length, let lines):
                let record = Record(line: line, source: text(length), content: .fields(fields))
                advance(by: length, lines: lines)
                if !record.source.isEmpty { return record }
            }
        }
    }

    private func parse() -> CSVParser.Outcome {
        buffer.withUnsafeBufferPointer { all in
            let rest = UnsafeBufferPointer(rebasing: all[position...])
            let outcome = CSVParser.parse(rest, delimiter: delimiter, isFinal: sourceHasEnded)
            let tooLong = "it has more than \(Self.recordLimit) bytes: a quote that is never closed?"
            switch outcome {
            case .needsMore where rest.count > Self.recordLimit:
                return CSVParser.malformed(rest, tooLong)
            case .record(_, let length, _) where length > Self.recordLimit:
                return CSVParser.malformed(rest, tooLong)
            default:
                return outcome
            }
        }
    }

    private mutating func advance(by length: Int, lines: Int) {
        position += length
        line += lines
    }

    private func text(_ length: Int) -> [UInt8] {
        var text = buffer[position..<(position + length)]
        if text.last == UInt8(ascii: "\n") { text.removeLast() }
        if text.last == UInt8(ascii: "\r") { text.removeLast() }
        return Array(text)
    }

    /// Drops what has been read and appends a chunk. False when there is nothing more.
    private mutating func fill() throws -> Bool {
        guard !sourceHasEnded else { return false }
        buffer.removeSubrange(..<position)
        position = 0
        let chunk = try source.read(atMost: Self.chunkSize)
        sourceHasEnded = chunk.isEmpty
        buffer += chunk
        return !sourceHasEnded || !buffer.isEmpty
    }
}
