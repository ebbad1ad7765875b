// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON
import Testing

@Suite struct JSONValueTests {
    @Test(arguments: [
        "1.00", "1e3", "-0", "123456789012345678901234567890.5", #"{"b":[1.10,null,true],"a":{"x":"\n"},"c":[]}"#,
        #"["\u0001",{"z":0,"y":{}}]"#,
    ])
    func textIsKept(_ text: String) throws {
        let value = try JSON.JSONDecoder.strict.decode(JSONValue.self, text)
        #expect(try JSON.JSONEncoder.text(value) == text)
    }

    @Test func membersOfOtherTypesKeepTheirText() throws {
        struct Answer: Codable, Equatable {
            let id: JSONValue
            let list: [JSONValue?]
        }
        let text = #"{"id":1.50,"list":[null,2.0,{"a":1e2}]}"#
        let answer = try JSON.JSONDecoder.strict.decode(Answer.self, text)
        #expect(answer == Answer(id: .number("1.50"), list: [nil, .number("2.0"), ["a": .number("1e2")]]))
        #expect(try JSON.JSONEncoder.text(answer) == text)
    }

    @Test func objectsAreEqualInAnyOrder() {
        let value: JSONValue = ["a": 1, "b": ["x": nil, "y": true]]
        #expect(value == ["b": ["y": true, "x": nil], "a": 1])
        #expect(value != ["b": ["y": true, "x": nil]])
        #expect(value != ["b": ["y": true, "x": nil], "c": 1])
        #expect(value != ["b": ["y": false, "x": nil], "a": 1])
        #expect(JSONValue.array([1, 2]) != .array([2, 1]))
        #expect(JSONValue.number("1.0") != .number("1"))
    }

    @Test func partsAreReachedByName() {
        var object = JSONObject([("a", 1), ("b", "x")])
        object["c"] = ["d": 9_223_372_036_854_775_807]
        object["a"] = nil
        object["b"] = "y"
        let value = JSONValue.object(object)
        #expect(object.members.map(\.name) == ["b", "c"])
        #expect(value["b"]?.string == "y")
        #expect(value["c"]?["d"]?.int64 == .max)
        #expect(value["a"] == nil)
        #expect(JSONValue.number("1.5").int64 == nil)
        #expect(JSONValue.array([1]).elements == [1])
        #expect(JSONValue.null["a"] == nil)
    }

    @Test(arguments: ["", "01", "NaN", "1 ", " 1", "1,2", "\"1\"", "true", "[1]", "1.", "+1"])
    func numbersMustBeNumbers(_ text: String) {
        #expect(throws: EncodingError.self) { try JSON.JSONEncoder().encode(JSONValue.number(text)) }
    }

    @Test func prettyTextIsIndentedByTwo() throws {
        let text = #"{"a":[1.0,{"b":"x\ny\u0041"},[],{}],"c":null,"d":true}"#
        let expected = """
            {
              "a": [
                1.0,
                {
                  "b": "x\\ny\\u0041"
                },
                [],
                {}
              ],
              "c": null,
              "d": true
            }
            """
        let root = try JSONDocument(parsing: Array(text.utf8)).root
        #expect(JSONText.pretty(root) == expected)
        #expect(JSONText.pretty(JSONValue(root)) == expected.replacing("\\u0041", with: "A"))
        #expect(JSONText.pretty(JSONValue.array([])) == "[]")
        #expect(JSONText.pretty(JSONValue.object(JSONObject())) == "{}")
        #expect(JSONText.pretty(JSONValue.string("\u{1B}[2J")) == #""\u001b[2J""#)
    }

    @Test func piecesAreAppended() {
        var output = Array("[".utf8)
        JSONText.append("a\"b", to: &output)
        #expect(String(decoding: output, as: UTF8.self) == #"["a\"b""#)
    }
}
