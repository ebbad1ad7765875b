// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A word, a number, one punctuation mark, or the `"` that opens or closes a string.
struct Token: Sendable {
    let text: String
    /// In bytes from the beginning of the file.
    let offset: Int
    /// First of its line.
    let startsLine: Bool
    /// The literal's own text, without interpolations, on its opening `"`.
    var literal: String?

    var end: Int { offset + text.utf8.count }
}

/// Splits Swift source into tokens, leaving out comments and the text of strings but not the code interpolated in them.
/// It knows nested comments, multiline and raw strings; it takes a bare `/regex/` for operators.
struct Lexer {
    private enum Scope {
        case code(parentheses: Int)
        case string(hashes: Int, isMultiline: Bool, opening: Int, text: [UInt8])
    }

    private let bytes: [UInt8]
    private var position = 0
    private var scopes: [Scope] = []
    private var parentheses = 0
    private var isFirstOfLine = true
    private var tokens: [Token] = []

    static func tokens(of bytes: [UInt8]) -> [Token] {
        var lexer = Lexer(bytes: bytes)
        while lexer.position < bytes.count { lexer.step() }
        return lexer.tokens
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        tokens.reserveCapacity(bytes.count / 5)
    }

    private mutating func step() {
        if case .string(let hashes, let isMultiline, let opening, let text)? = scopes.last {
            stepInString(hashes: hashes, isMultiline: isMultiline, opening: opening, text: text)
        } else {
            stepInCode()
        }
    }

    private func isAt(_ text: StaticString) -> Bool {
        guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
        for index in 0..<text.utf8CodeUnitCount where bytes[position + index] != text.utf8Start[index] { return false }
        return true
    }

    private mutating func append(_ range: Range<Int>) {
        tokens.append(
            Token(
                text: String(decoding: bytes[range], as: UTF8.self), offset: range.lowerBound,
                startsLine: isFirstOfLine))
        isFirstOfLine = false
        position = range.upperBound
    }

    private mutating func stepInCode() {
        let byte = bytes[position]
        if byte == UInt8(ascii: "\n") {
            isFirstOfLine = true
            position += 1
        } else if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
            position += 1
        } else if isAt("//") {
            while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        } else if isAt("/*") {
            skipBlockComment()
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "#"), openString() {
            return
        } else if Self.isWord(byte) {
            var end = position + 1
            while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
            append(position..<end)
        } else {
            if byte == UInt8(ascii: "(") { parentheses += 1 }
            if byte == UInt8(ascii: ")") { closeParenthesis() }
            append(position..<position + 1)
        }
    }

    /// The parenthesis that ends an interpolation returns to the string around it.
    private mutating func closeParenthesis() {
        parentheses -= 1
        if case .code(let outer)? = scopes.last, parentheses == outer { scopes.removeLast() }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if isAt("/*") {
                depth += 1
                position += 2
            } else if isAt("*/") {
                depth -= 1
                position += 2
            } else {
                if bytes[position] == UInt8(ascii: "\n") { isFirstOfLine = true }
                position += 1
            }
        } while depth > 0 && position < bytes.count
    }

    /// False when the `#` here opens no string.
    private mutating func openString() -> Bool {
        var start = position
        while start < bytes.count, bytes[start] == UInt8(ascii: "#") { start += 1 }
        guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else { return false }
        let hashes = start - position
        position = start
        let isMultiline = isAt("\"\"\"")
        append(start..<start + 1)
        position = start + (isMultiline ? 3 : 1)
        scopes.append(.string(hashes: hashes, isMultiline: isMultiline, opening: tokens.count - 1, text: []))
        return true
    }

    private mutating func stepInString(hashes: Int, isMultiline: Bool, opening: Int, text: [UInt8]) {
        var text = text
        scopes.removeLast()
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\\"), hasHashes(hashes, at: position + 1) {
                position += 1 + hashes
                if position < bytes.count, bytes[position] == UInt8(ascii: "(") {
                    scopes.append(
                        .string(hashes: hashes, isMultiline: isMultiline, opening: opening, text: text))
                    scopes.append(.code(parentheses: parentheses))
                    return
                }
                position += 1
            } else if byte == UInt8(ascii: "\""), isMultiline ? isAt("\"\"\"") : true,
                hasHashes(hashes, at: position + (isMultiline ? 3 : 1))
            {
                tokens[opening].literal = String(decoding: text, as: UTF8.self)
                let length = (isMultiline ? 3 : 1) + hashes
                append(position..<position + 1)
                position += length - 1
                return
            } else if byte == UInt8(ascii: "\n"), !isMultiline {
                return
            } else {
                text.append(byte)
                position += 1
            }
        }
    }

    private func hasHashes(_ count: Int, at start: Int) -> Bool {
        guard start + count <= bytes.count else { return false }
        for index in start..<start + count where bytes[index] != UInt8(ascii: "#") { return false }
        return true
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "`"), 0x80...:
            true
        default: false
        }
    }
}
