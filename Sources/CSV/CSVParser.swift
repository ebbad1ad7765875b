// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Cuts one record of RFC 4180 text off the front of a buffer.
enum CSVParser {
    enum Outcome: Equatable {
        /// `length` bytes, line end included, in `lines` lines.
        case record(fields: [[UInt8]], length: Int, lines: Int)
        /// The buffer ends inside the record, and the text goes on.
        case needsMore
        /// The first line is `length` bytes long, line end included, and is no record. The next may be one.
        case malformed(reason: String, length: Int)
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// - Parameters:
    ///   - bytes: not empty.
    ///   - delimiter: what stands between fields; a comma by the standard.
    ///   - isFinal: whether the text ends where the buffer ends.
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, isFinal: Bool) -> Outcome {
        var fields: [[UInt8]] = []
        var index = 0
        var lines = 1
        while true {
            let field: Field
            switch parseField(bytes, from: index, delimiter, isFinal: isFinal) {
            case .needsMore: return .needsMore
            case .malformed(let reason): return malformed(bytes, reason)
            case .field(let parsed): field = parsed
            }
            fields.append(field.bytes)
            lines += field.lineFeeds
            guard field.end < bytes.count else { return .record(fields: fields, length: bytes.count, lines: lines) }
            switch bytes[field.end] {
            case delimiter:
                index = field.end + 1
            case lineFeed:
                return .record(fields: fields, length: field.end + 1, lines: lines)
            default:
                return .record(fields: fields, length: field.end + 2, lines: lines)
            }
        }
    }

    private struct Field {
        let bytes: [UInt8]
        /// Index of the delimiter or line end behind it, or of the end of the text.
        let end: Int
        let lineFeeds: Int
    }

    private enum FieldOutcome {
        case field(Field)
        case needsMore
        case malformed(String)
    }

    private static func parseField(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ delimiter: UInt8, isFinal: Bool
    ) -> FieldOutcome {
        if start < bytes.count, bytes[start] == quote {
            return parseQuoted(bytes, from: start + 1, delimiter, isFinal: isFinal)
        }
        var index = start
        while index < bytes.count {
            switch end(of: bytes, at: index, delimiter, isFinal: isFinal) {
            case .yes: return .field(Field(bytes: Array(bytes[start..<index]), end: index, lineFeeds: 0))
            case .unknown: return .needsMore
            case .no: index += 1
            }
        }
        return isFinal ? .field(Field(bytes: Array(bytes[start..<index]), end: index, lineFeeds: 0)) : .needsMore
    }

    /// Inside quotes delimiters and line ends are text, and a quote is written twice.
    private static func parseQuoted(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ delimiter: UInt8, isFinal: Bool
    ) -> FieldOutcome {
        var text: [UInt8] = []
        var index = start
        var lineFeeds = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            guard byte == quote else {
                if byte == lineFeed { lineFeeds += 1 }
                text.append(byte)
                continue
            }
            guard index < bytes.count else {
                return isFinal ? .field(Field(bytes: text, end: index, lineFeeds: lineFeeds)) : .needsMore
            }
            if bytes[index] == quote {
                text.append(quote)
                index += 1
                continue
            }
            switch end(of: bytes, at: index, delimiter, isFinal: isFinal) {
            case .yes: return .field(Field(bytes: text, end: index, lineFeeds: lineFeeds))
            case .unknown: return .needsMore
            case .no: return .malformed("a closing quote is followed by more text")
            }
        }
        return isFinal ? .malformed("a quote is not closed") : .needsMore
    }

    private enum Answer {
        case yes
        case no
        case unknown
    }

    /// Whether a field ends here. A carriage return does so only together with a line feed.
    private static func end(
        of bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ delimiter: UInt8, isFinal: Bool
    ) -> Answer {
        switch bytes[index] {
        case delimiter, lineFeed:
            return .yes
        case carriageReturn:
            guard index + 1 < bytes.count else { return isFinal ? .no : .unknown }
            return bytes[index + 1] == lineFeed ? .yes : .no
        default:
            return .no
        }
    }

    /// The damage is put down to the first line alone, so that a stray quote does not swallow what follows.
    static func malformed(_ bytes: UnsafeBufferPointer<UInt8>, _ reason: String) -> Outcome {
        let end = bytes.firstIndex(of: lineFeed).map { $0 + 1 } ?? bytes.count
        return .malformed(reason: reason, length: end)
    }
}
