// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON
import Testing

@Suite struct RefusedDocumentsTests {
    @Test(arguments: [
        ("", 0, "the text is empty"), (" \n", 2, "the text is empty"),
        ("[1,]", 3, "a comma is followed by no value"), ("{\"a\":1,}", 7, "a comma is followed by no value"),
        ("[,1]", 1, "a value is missing"), ("[1,,2]", 3, "a value is missing"), ("[", 1, "the text ends too early"),
        ("[1", 2, "the text ends too early"), ("[1,", 3, "the text ends too early"),
        ("{", 1, "the text ends too early"), ("{\"a\"", 4, "the text ends too early"),
        ("{\"a\":", 5, "the text ends too early"), ("{\"a\":1", 6, "the text ends too early"),
        ("{\"a\":1,", 7, "the text ends too early"), ("\"abc", 4, "the text ends too early"),
        ("\"abcdefgh", 9, "the text ends too early"), ("\"\\", 2, "the text ends too early"),
        ("\"\\u12", 5, "the text ends too early"), ("tru", 3, "the text ends too early"),
        ("-", 1, "the text ends too early"), ("1.", 2, "the text ends too early"), ("1e", 2, "the text ends too early"),
        ("1e+", 3, "the text ends too early"),
        ("1 2", 2, "the value is followed by something else"), ("{}{}", 2, "the value is followed by something else"),
        ("[]]", 2, "the value is followed by something else"), ("1,", 1, "the value is followed by something else"),
        ("nullx", 4, "the value is followed by something else"), ("1a", 1, "the value is followed by something else"),
        ("0x1", 1, "the value is followed by something else"), ("]", 0, "a value is missing"),
        ("}", 0, "a value is missing"), ("[}", 1, "a value is missing"), ("{\"a\":}", 5, "a value is missing"),
        ("'a'", 0, "a value is missing"), ("NaN", 0, "a value is missing"), ("Infinity", 0, "a value is missing"),
        ("+1", 0, "a value is missing"), (".5", 0, "a value is missing"),
        ("[1]//", 3, "the value is followed by something else"),
        ("/**/1", 0, "a value is missing"), ("\u{A0}1", 0, "a value is missing"), ("\u{C}1", 0, "a value is missing"),
        ("[1 2]", 3, "an array continues with neither a comma nor a closing bracket"),
        ("[1:2]", 2, "an array continues with neither a comma nor a closing bracket"),
        ("[1}", 2, "an array continues with neither a comma nor a closing bracket"),
        ("{\"a\":1]", 6, "an object continues with neither a comma nor a closing brace"),
        ("{\"a\":1 \"b\":2}", 7, "an object continues with neither a comma nor a closing brace"),
        ("{a:1}", 1, "a member name in double quotes is missing"),
        ("{1:1}", 1, "a member name in double quotes is missing"),
        ("{,}", 1, "a member name in double quotes is missing"),
        ("{\"a\":1,b}", 7, "a member name in double quotes is missing"),
        ("{\"a\" 1}", 5, "a member name is not followed by a colon"),
        ("{\"a\"}", 4, "a member name is not followed by a colon"),
        ("{\"a\",1}", 4, "a member name is not followed by a colon"),
        ("01", 1, "a number begins with a zero that is followed by another digit"),
        ("-01", 2, "a number begins with a zero that is followed by another digit"),
        ("00", 1, "a number begins with a zero that is followed by another digit"),
        ("-a", 1, "a number is malformed"), ("1.e1", 2, "a number is malformed"), ("1.x", 2, "a number is malformed"),
        ("[1e]", 3, "a number is malformed"), ("[1e+]", 4, "a number is malformed"),
        ("--1", 1, "a number is malformed"),
        ("trux", 3, "a word is none of true, false and null"), ("nulL", 3, "a word is none of true, false and null"),
        ("\"\\x\"", 1, "an escape in a string is not known"), ("\"\\'\"", 1, "an escape in a string is not known"),
        ("\"\\U0041\"", 1, "an escape in a string is not known"),
        ("\"\\u00g0\"", 1, "\\u is not followed by four hexadecimal digits"),
        ("\"\\u+123\"", 1, "\\u is not followed by four hexadecimal digits"),
        ("\"\\ud800\"", 1, "an escaped surrogate has no partner"),
        ("\"\\udc00\"", 1, "an escaped surrogate has no partner"),
        ("\"\\ud800\\u0041\"", 1, "an escaped surrogate has no partner"),
        ("\"\\ud800\\ud800\"", 1, "an escaped surrogate has no partner"),
        ("\"\\udc00\\ud800\"", 1, "an escaped surrogate has no partner"),
        ("\"\\ud800x\"", 1, "an escaped surrogate has no partner"),
        ("\"\\ud800\\n\"", 1, "an escaped surrogate has no partner"),
        ("\"a\nb\"", 2, "a string contains a control character that is not escaped"),
        ("\"\u{1F}\"", 1, "a string contains a control character that is not escaped"),
        ("\"abcdefgh\u{0}\"", 9, "a string contains a control character that is not escaped"),
        ("\u{FEFF}{}", 0, "the text begins with a byte order mark"),
    ])
    func isRefused(_ text: String, at offset: Int, because reason: String) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: Array(text.utf8)) }
        #expect(error?.offset == offset)
        #expect(error?.reason == reason)
    }

    @Test func everyCutOfADocumentIsRefused() {
        let text = Array(#"{"a":[1.5e-3,"x\u00e9\ud83d\ude00é😀",true,false,null,{"b":{}}],"c":-0}"#.utf8)
        for length in 0..<text.count {
            #expect(throws: JSONSyntaxError.self, "\(length)") { try JSONDocument(parsing: Array(text[..<length])) }
        }
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x22], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xE1, 0x80], [0xE1, 0x80, 0x41], [0xF0, 0x80, 0x80, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF1, 0x80, 0x80],
            [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF],
        ] as [[UInt8]])
    func invalidUTF8IsRefused(_ sequence: [UInt8]) {
        for padding in 0...9 {
            let lead = [UInt8](repeating: UInt8(ascii: "a"), count: padding)
            let error = #expect(throws: JSONSyntaxError.self) {
                try JSONDocument(parsing: [0x22] + lead + sequence + [0x22])
            }
            #expect(error?.offset == padding + 1)
            #expect(error?.reason == "the text is not valid UTF-8")
            #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: [0x22] + lead + sequence) }
        }
    }

    /// Each scalar at the edge of a UTF-8 length, and the ones beside the surrogates.
    @Test(arguments: [
        "\u{80}", "\u{7FF}", "\u{800}", "\u{FFF}", "\u{1000}", "\u{D7FF}", "\u{E000}", "\u{10000}", "\u{FFFFF}",
    ])
    func validUTF8IsRead(_ scalar: String) throws {
        #expect(try JSONDocument(parsing: Array("\"\(scalar)\"".utf8)).root.string == scalar)
    }

    @Test(
        arguments: [
            [0x31, 0x00], [0x00, 0x31], [0xFE, 0xFF, 0x00, 0x31], [0xFF, 0xFE, 0x31, 0x00], [0x00, 0x00, 0x00, 0x31],
            [0x22, 0x00, 0x61, 0x00, 0x22, 0x00],
        ] as [[UInt8]])
    func otherEncodingsAreRefused(_ bytes: [UInt8]) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: bytes) }
        #expect(error?.reason == "the text is not UTF-8 but UTF-16 or UTF-32")
    }

    @Test func depthOf65IsRefused() {
        let text = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
        let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: Array(text.utf8)) }
        #expect(error?.reason == "objects and arrays are nested too deeply")
        #expect(error?.offset == 64)
    }

    @Test func aMillionOpeningBracketsAreRefusedAtTheLimit() {
        let text = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: text) }
        #expect(error?.offset == 64)
    }

    @Test func placeIsToldByLineAndColumn() {
        let error = #expect(throws: JSONSyntaxError.self) {
            try JSONDocument(parsing: Array("{\n  \"a\": 1,\n  b\n}".utf8))
        }
        #expect(error?.line == 3)
        #expect(error?.column == 3)
        #expect(error?.description == "a member name in double quotes is missing at line 3, column 3")
    }
}
