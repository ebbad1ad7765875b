// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON
import Testing

@Suite struct AcceptedDocumentsTests {
    @Test(arguments: [
        "null", "true", "false", "0", "-0", "1", "-1", "\"\"", "[]", "{}",
        " \t\r\n1 \t\r\n", "[ ]", "{ }", "[1]", "[1,2]", "[ 1 , 2 ]", "[[],[[]]]", "{\"\":0}", "{\"a\":{\"a\":{}}}",
        "1.0", "-1.5", "0.1", "0e0", "0E+1", "0e-1", "1e1", "1E1", "1e+1", "1e-1", "123.456e78", "-0.0e-0",
        "123456789012345678901234567890", "1e400", "0.000000000000000000000000000000000000000000000000001",
        "[1,null,true,false,\"x\",{},[]]", "{\"a\":1,\"b\":2,\"A\":3}", "{\"a\":[{\"b\":[{}]}]}",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u0000\"", "\"\\u00e9\\u00E9\"", "\"\\ud83d\\ude00\"",
        "\"\\uDBFF\\uDFFF\"",
        "\"\\uFFFF\"", "\"\\uFEFF\"", "\"\u{7F}\"", "\"\u{80}\"", "\"é\"", "\"\u{2028}\u{2029}\"", "\"😀\"",
        "\"\u{10FFFF}\"",
        "\"\u{FEFF}\"", "\"\u{FFFF}\"", "\"abcdefg\\n\"", "\"abcdefgh\"", "\"abcdefghé\"", "\"//\"", "\"[,]\"",
    ])
    func isAccepted(_ text: String) throws {
        let root = try JSONDocument(parsing: Array(text.utf8)).root
        #expect(String(decoding: root.rawBytes, as: UTF8.self) == text.trimmed)
    }

    /// Every length around the word of eight bytes in which strings are scanned, with what stops the scan in each
    /// place.
    @Test func stringsOfEachLengthAreRead() throws {
        for length in 0...40 {
            for position in 0...length {
                for special in ["", "é", "\\n", "\\u0041", "😀"] {
                    let plain = String(repeating: "x", count: length)
                    let split = plain.index(plain.startIndex, offsetBy: position)
                    let inside = String(plain[..<split]) + special + String(plain[split...])
                    let meaning = inside.replacing("\\n", with: "\n").replacing("\\u0041", with: "A")
                    let string = try JSONDocument(parsing: Array("\"\(inside)\"".utf8)).root.string
                    #expect(string == meaning)
                }
            }
        }
    }

    @Test func depthOf64IsAccepted() throws {
        let arrays = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        let root = try JSONDocument(parsing: Array(arrays.utf8)).root
        #expect(root.count == 1)
        let objects = String(repeating: "{\"a\":", count: 63) + "[]" + String(repeating: "}", count: 63)
        #expect(try JSONDocument(parsing: Array(objects.utf8)).root.kind == .object)
    }

    @Test func depthIsWhatIsOpenNotWhatWasOpened() throws {
        let row = "[" + Array(repeating: "[{}]", count: 1000).joined(separator: ",") + "]"
        #expect(try JSONDocument(parsing: Array(row.utf8), limits: JSONLimits(depth: 3)).root.count == 1000)
    }

    @Test func largeDocumentsOutgrowTheFirstGuess() throws {
        let row = "[" + Array(repeating: "1", count: 100_000).joined(separator: ",") + "]"
        let root = try JSONDocument(parsing: Array(row.utf8)).root
        #expect(root.count == 100_000)
        #expect(root.elements.allSatisfy { $0.int64 == 1 })
    }
}

extension String {
    fileprivate var trimmed: String {
        let isBlank: (Character) -> Bool = { " \t\r\n\r\n".contains($0) }
        return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}
