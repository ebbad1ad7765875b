// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON
import Testing

@Suite struct DecodingErrorTests {
    private enum Color: String, Decodable, CaseIterable {
        case red, green
    }

    private enum Secret: String, Decodable {
        case pin
    }

    private struct Painted: Decodable {
        let color: Color
    }

    private static let money = #"{"amount":"1","currency":"EUR"}"#
    private static let line = #"{"account":"","money":\#(money)}"#

    @Test(
        arguments: [
            (#"[]"#, .typeMismatch, "$", "must be an object"), (#"null"#, .typeMismatch, "$", "must be an object"),
            (#"{"book":1,"lines":[],"number":1}"#, .typeMismatch, "$.book", "must be a string"),
            (#"{"book":null,"lines":[],"number":1}"#, .typeMismatch, "$.book", "must be a string"),
            (#"{"book":"","lines":{},"number":1}"#, .typeMismatch, "$.lines", "must be an array"),
            (#"{"book":"","lines":[\#(money)],"number":1}"#, .missing, "$.lines[0].account", "is required"),
            (
                #"{"book":"","lines":[\#(line),{"account":"","money":{"amount":"1","currency":2}}]}"#,
                .typeMismatch, "$.lines[1].money.currency", "must be a string"
            ),
            (
                #"{"number":1,"book":"","lines":[{"account":"","money":5}]}"#, .typeMismatch, "$.lines[0].money",
                "must be an object"
            ),
            (#"{"book":"","lines":[],"number":"1"}"#, .typeMismatch, "$.number", "must be an integer"),
            (#"{"book":"","lines":[],"number":1.0}"#, .typeMismatch, "$.number", "must be an integer"),
            (#"{"book":"","lines":[],"number":1e3}"#, .typeMismatch, "$.number", "must be an integer"),
            (#"{"book":"","lines":[]}"#, .missing, "$.number", "is required"),
            (
                #"{"book":"","lines":[],"number":9223372036854775808}"#, .outOfRange, "$.number",
                "must be an integer from -9223372036854775808 to 9223372036854775807"
            ),
            (#"{"book":"a\u0000","lines":[],"number":1}"#, .invalidValue, "$.book", "must not contain U+0000"),
            (
                #"{"book":"","lines":[],"number":1,}"#, .syntax, "$",
                "a comma is followed by no value at line 1, column 34"
            ),
        ] as [(String, JSONDecodingError.Kind, String, String)])
    func errorCarriesPathAndRule(
        _ text: String, _ kind: JSONDecodingError.Kind, _ path: String, _ rule: String
    ) {
        let error = #expect(throws: JSONDecodingError.self) { try JSON.JSONDecoder.strict.decode(Post.self, text) }
        #expect(error == JSONDecodingError(kind: kind, path: path, rule: rule))
    }

    @Test func errorOfTheTypeItselfIsGivenThePath() {
        let error = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode([String: [Code]].self, #"{"a b":["1234","12"]}"#)
        }
        #expect(error == JSONDecodingError(kind: .invalidValue, path: "$[\"a b\"][1]", rule: "must have 4 digits"))
    }

    @Test func optionalElementsAndKeysGiveTheSamePath() {
        let error = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode([[Code?]].self, #"[[null],["1234",null,"1"]]"#)
        }
        #expect(error?.path == "$[1][2]")
    }

    @Test func enumerationsTellTheirCases() {
        let listed = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode(Painted.self, #"{"color":"blue"}"#)
        }
        #expect(listed == JSONDecodingError(kind: .invalidValue, path: "$.color", rule: "must be one of red, green"))
        let unlisted = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode([Secret].self, #"["pan"]"#)
        }
        #expect(unlisted?.path == "$[0]")
        #expect(unlisted?.kind == .invalidValue)
    }

    private struct Picky: Decodable {
        private enum CodingKeys: String, CodingKey { case inner }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let text = try container.decode(String.self, forKey: .inner)
            if text == "below" {
                throw DecodingError.dataCorruptedError(forKey: .inner, in: container, debugDescription: "must be above")
            }
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "must be picked"))
        }
    }

    @Test(arguments: [("below", "$.x[0].inner", "must be above"), ("else", "$.x[0]", "must be picked")])
    func decodingErrorOfTheTypeKeepsItsPlaceAndReason(_ text: String, _ path: String, _ rule: String) {
        let error = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode([String: [Picky]].self, #"{"x":[{"inner":"\#(text)"}]}"#)
        }
        #expect(error == JSONDecodingError(kind: .invalidValue, path: path, rule: rule))
    }

    @Test(arguments: [
        ("amount", "$.amount"), ("_a1", "$._a1"), ("1a", "$[\"1a\"]"), ("", "$[\"\"]"), ("é", "$[\"é\"]"),
        ("a\"b\n", "$[\"a\\\"b\\n\"]"), ("a-b", "$[\"a-b\"]"), ("a.b", "$[\"a.b\"]"),
    ])
    func oddNamesAreQuotedInPaths(_ name: String, _ path: String) {
        let error = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode([String: Int].self, "{\(JSONText.quoted(name)):\"\"}")
        }
        #expect(error?.path == path)
    }

    @Test func longNamesAndRulesAreCut() throws {
        let name = String(repeating: "n", count: 10_000)
        let path = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode([String: Int].self, "{\"\(name)\":\"\"}")
        }
        #expect(path?.path == "$." + String(repeating: "n", count: 64) + "…")
        let rule = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode([Secret].self, "[\"\(name)\"]")
        }
        #expect(try #require(rule?.rule.count) < 400)
    }

    @Test func nulMayBeAllowed() throws {
        let lenient = JSON.JSONDecoder(unknownMembers: .refuse, refusesNUL: false)
        #expect(try lenient.decode([String].self, #"["a\u0000b"]"#) == ["a\0b"])
        let inName = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode([String: Int].self, #"{"\u0000":1}"#)
        }
        #expect(
            inName == JSONDecodingError(kind: .invalidValue, path: #"$["\u0000"]"#, rule: "must not contain U+0000"))
    }
}
