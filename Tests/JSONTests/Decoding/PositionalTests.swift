// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON
import Testing

@Suite struct PositionalTests {
    private static let fields = ["account", "money", "client"]

    private func line(_ text: String) throws -> Line {
        let array = try JSONDocument(parsing: Array(text.utf8)).root
        return try JSON.JSONDecoder.strict.decode(Line.self, fromPositional: array, fields: Self.fields)
    }

    @Test func elementsStandForFieldsInOrder() throws {
        let all = try line(#"["1200",{"amount":"1","currency":"EUR"},"c"]"#)
        #expect(all == Line(account: "1200", money: Money(amount: "1", currency: "EUR"), client: "c"))
        #expect(try line(#"["1200",{"amount":"1","currency":"EUR"},null]"#).client == nil)
        #expect(try line(#"["1200",{"amount":"1","currency":"EUR"}]"#).client == nil)
    }

    @Test(
        arguments: [
            (#"["","",""]"#, .typeMismatch, "$[1]", "must be an object"),
            (#"[1]"#, .typeMismatch, "$[0]", "must be a string"),
            (#"[]"#, .missing, "$[0]", "is required: it stands for account"),
            (#"["a"]"#, .missing, "$[1]", "is required: it stands for money"),
            (#"["",{"amount":1,"currency":"EUR"}]"#, .typeMismatch, "$[1].amount", "must be a string"),
            (#"["",{"amount":"","currency":"","x":1}]"#, .unknown, "$[1].x", "is not known"),
            (#"["",{"amount":"","currency":""},"c",0]"#, .unknown, "$", "must have at most 3 elements"),
            (#"["",{"amount":"","amount":""}]"#, .duplicate, "$[1].amount", "appears more than once"),
            (#"{}"#, .typeMismatch, "$", "must be an array"),
        ] as [(String, JSONDecodingError.Kind, String, String)])
    func errorsNamePositions(_ text: String, _ kind: JSONDecodingError.Kind, _ path: String, _ rule: String) {
        let error = #expect(throws: JSONDecodingError.self) { try line(text) }
        #expect(error == JSONDecodingError(kind: kind, path: path, rule: rule))
    }

    @Test func aTypeWithoutFieldsTakesTheEmptyArray() throws {
        let empty = try JSONDocument(parsing: Array("[]".utf8)).root
        #expect(try JSON.JSONDecoder.strict.decode(Nothing.self, fromPositional: empty, fields: []) == Nothing())
    }

    /// The array within the params is an ordinary one.
    @Test func onlyTheOuterArrayIsPositional() throws {
        struct Outer: Decodable {
            let inner: Money
        }
        let array = try JSONDocument(parsing: Array(#"[["1","EUR"]]"#.utf8)).root
        let error = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode(Outer.self, fromPositional: array, fields: ["inner"])
        }
        #expect(error?.path == "$[0]")
    }
}
