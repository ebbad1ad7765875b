// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON
import Testing

@Suite struct EncoderTests {
    @Test(arguments: [
        ("", #""""#), ("plain", #""plain""#), ("\"", #""\"""#), ("\\", #""\\""#), ("/", #""/""#),
        ("\u{8}\u{9}\u{A}\u{C}\u{D}", #""\b\t\n\f\r""#), ("\u{0}\u{1}\u{B}\u{1F}", #""\u0000\u0001\u000b\u001f""#),
        ("\u{7F}", "\"\u{7F}\""), ("é\u{2028}\u{2029}😀", "\"é\u{2028}\u{2029}😀\""),
        ("abcdefg\"hijklmn\\", #""abcdefg\"hijklmn\\""#), ("exactly8", #""exactly8""#),
        ("\n12345678\n", #""\n12345678\n""#),
        ("éééééééé\"", #""éééééééé\"""#),
    ])
    func onlyWhatMustBeIsEscaped(_ string: String, _ text: String) throws {
        #expect(try JSON.JSONEncoder.text(string) == text)
        #expect(JSONText.quoted(string) == text)
        #expect(try JSON.JSONDecoder(unknownMembers: .refuse, refusesNUL: false).decode(String.self, text) == string)
    }

    @Test func membersKeepTheOrderOfTheType() throws {
        let post = Post(
            book: "b", lines: [Line(account: "1", money: Money(amount: "2", currency: "EUR"), client: nil)], number: 3)
        #expect(
            try JSON.JSONEncoder.text(post)
                == #"{"book":"b","lines":[{"account":"1","money":{"amount":"2","currency":"EUR"}}],"number":3}"#)
    }

    @Test func dictionariesAreSortedByName() throws {
        let names = ["b", "a", "ab", "B", "é", "", "a\"", "a b", "10", "9"]
        let dictionary = Dictionary(uniqueKeysWithValues: names.map { ($0, ["y": 1, "x": 2]) })
        let text = try JSON.JSONEncoder.text(dictionary)
        let sorted = ["", "10", "9", "B", "a", "a b", "a\"", "ab", "b", "é"]
        #expect(text == "{" + sorted.map { JSONText.quoted($0) + #":{"x":2,"y":1}"# }.joined(separator: ",") + "}")
        #expect(try JSON.JSONEncoder.text([2: "b", 1: "a"]) == #"{"1":"a","2":"b"}"#)
        #expect(try JSON.JSONEncoder.text(["a": [String: Int]()]) == #"{"a":{}}"#)
    }

    @Test(
        arguments: [
            (0, "0.0"), (-0.0, "-0.0"), (0.1, "0.1"), (1e16, "1e+16"), (.leastNonzeroMagnitude, "5e-324"),
            (123.25, "123.25"),
            (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
        ] as [(Double, String)])
    func doublesAreTheShortestText(_ value: Double, _ text: String) throws {
        #expect(try JSON.JSONEncoder.text(value) == text)
        #expect(try JSON.JSONDecoder.strict.decode(Double.self, text).bitPattern == value.bitPattern)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func whatHasNoFormIsRefused(_ value: Double) throws {
        var output = Array("kept".utf8)
        let error = #expect(throws: EncodingError.self) {
            try JSON.JSONEncoder().encode(["a": [["b": 1], ["b": value]]], into: &output)
        }
        guard case .invalidValue(_, let context) = error else { return }
        #expect(context.codingPath.map(\.stringValue) == ["a", "1", "b"])
        #expect(context.debugDescription == "\(value) has no form in JSON")
        #expect(String(decoding: output, as: UTF8.self) == "kept")
    }

    @Test func appendsToWhatIsThere() throws {
        var output = Array("{\"result\":".utf8)
        try JSON.JSONEncoder().encode([1, 2], into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "{\"result\":[1,2]")
    }

    @Test func emptyThingsAreWritten() throws {
        #expect(try JSON.JSONEncoder.text(Nothing()) == "{}")
        #expect(try JSON.JSONEncoder.text([Nothing(), Nothing()]) == "[{},{}]")
        #expect(try JSON.JSONEncoder.text(["a": Nothing()]) == #"{"a":{}}"#)
        #expect(try JSON.JSONEncoder.text([Int]()) == "[]")
        #expect(try JSON.JSONEncoder.text([Int?.none, 1]) == "[null,1]")
        #expect(try JSON.JSONEncoder.text(Int?.none) == "null")
    }

    private struct ByHand: Encodable {
        enum Keys: String, CodingKey { case first, second, third }
        let script: @Sendable (any Encoder) throws -> Void

        func encode(to encoder: any Encoder) throws { try script(encoder) }
    }

    @Test func containersByHandWork() throws {
        let value = ByHand { encoder in
            var container = encoder.container(keyedBy: ByHand.Keys.self)
            var list = container.nestedUnkeyedContainer(forKey: .first)
            try list.encode(1)
            try list.encodeNil()
            var inner = list.nestedContainer(keyedBy: ByHand.Keys.self)
            try inner.encodeNil(forKey: .first)
            var rows = list.nestedUnkeyedContainer()
            try rows.encode("x")
            try Int8(3).encode(to: list.superEncoder())
            _ = list.superEncoder()
            _ = container.superEncoder(forKey: .second)
            // A second container of the same place is the same object.
            var again = encoder.container(keyedBy: ByHand.Keys.self)
            try again.encode(list.count, forKey: .third)
        }
        #expect(
            try JSON.JSONEncoder.text([value])
                == #"[{"first":[1,null,{"first":null},["x"],3,{}],"second":{},"third":6}]"#)
    }

    @Test func whatAStreamCannotServeIsRefused() {
        let late = ByHand { encoder in
            var container = encoder.container(keyedBy: ByHand.Keys.self)
            var first = container.nestedUnkeyedContainer(forKey: .first)
            try container.encode(1, forKey: .second)
            try first.encode(1)
        }
        let twice = ByHand { encoder in
            var container = encoder.singleValueContainer()
            try container.encode(1)
            try container.encode(2)
        }
        let both = ByHand { encoder in
            _ = encoder.container(keyedBy: ByHand.Keys.self)
            _ = encoder.unkeyedContainer()
        }
        for value in [late, twice, both] {
            #expect(throws: EncodingError.self) { try JSON.JSONEncoder().encode([value]) }
        }
    }

    private final class Ring: Encodable, Sendable {
        private enum CodingKeys: String, CodingKey { case next }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(self, forKey: .next)
        }
    }

    @Test func aValueWithoutEndIsRefused() {
        let error = #expect(throws: EncodingError.self) { try JSON.JSONEncoder().encode(Ring()) }
        guard case .invalidValue(_, let context) = error else { return }
        #expect(context.debugDescription == "the value is nested more than 64 deep")
    }

    @Test func depthOf64IsWrittenAndRead() throws {
        let deep = (1..<64).reduce(JSONValue.array([])) { value, _ in .array([value]) }
        let bytes = try JSON.JSONEncoder().encode(deep)
        #expect(try JSON.JSONDecoder.strict.decode(JSONValue.self, from: bytes) == deep)
        #expect(throws: EncodingError.self) { try JSON.JSONEncoder().encode(JSONValue.array([deep])) }
    }
}
