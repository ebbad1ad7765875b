// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Text that is not JSON.
package struct JSONSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Bytes before the offending one.
    package let offset: Int
    /// From 1; lines end with a line feed.
    package let line: Int
    /// From 1, in bytes.
    package let column: Int
    /// A sentence fragment such as "a comma is followed by no member". It never quotes the text.
    package let reason: String

    init(_ fault: SyntaxFault, in bytes: [UInt8]) {
        offset = min(fault.offset, bytes.count)
        var line = 1
        var lineStart = 0
        for position in 0..<offset where bytes[position] == UInt8(ascii: "\n") {
            line += 1
            lineStart = position + 1
        }
        self.line = line
        column = offset - lineStart + 1
        reason = fault.reason.rawValue
    }

    package var description: String { "\(reason) at line \(line), column \(column)" }
}

/// What the scanner throws: two words, so that the hot path carries no strings.
struct SyntaxFault: Error {
    enum Reason: String {
        case badEscape = "an escape in a string is not known"
        case badHex = "\\u is not followed by four hexadecimal digits"
        case badLiteral = "a word is none of true, false and null"
        case badNumber = "a number is malformed"
        case badUTF8 = "the text is not valid UTF-8"
        case byteOrderMark = "the text begins with a byte order mark"
        case controlCharacter = "a string contains a control character that is not escaped"
        case empty = "the text is empty"
        case expectedColon = "a member name is not followed by a colon"
        case expectedCommaOrBrace = "an object continues with neither a comma nor a closing brace"
        case expectedCommaOrBracket = "an array continues with neither a comma nor a closing bracket"
        case expectedName = "a member name in double quotes is missing"
        case expectedValue = "a value is missing"
        case garbage = "the value is followed by something else"
        case leadingZero = "a number begins with a zero that is followed by another digit"
        case notUTF8 = "the text is not UTF-8 but UTF-16 or UTF-32"
        case tooDeep = "objects and arrays are nested too deeply"
        case tooLarge = "the text is larger than 512 MiB"
        case trailingComma = "a comma is followed by no value"
        case unexpectedEnd = "the text ends too early"
        case unpairedSurrogate = "an escaped surrogate has no partner"
    }

    let offset: Int
    let reason: Reason
}
