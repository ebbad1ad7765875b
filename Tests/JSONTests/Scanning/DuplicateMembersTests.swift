// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON
import Testing

@Suite struct DuplicateMembersTests {
    @Test(arguments: [
        (#"{"a":1,"a":2}"#, "a"), (#"{"a":1,"b":2,"a":{}}"#, "a"), (#"{"":1,"":2}"#, ""), (#"{"a":1,"\u0061":2}"#, "a"),
        (#"{"é":1,"\u00e9":2}"#, "é"), (#"{"\/":1,"/":2}"#, "/"),
    ])
    func isFound(_ text: String, _ name: String) throws {
        #expect(try JSONDocument(parsing: Array(text.utf8)).root.duplicateMember == name)
    }

    @Test(arguments: [
        #"{"a":1,"b":2}"#, #"{"a":1,"A":2}"#, #"{"a":{"b":1},"b":{"a":2}}"#, #"{"ab":1,"ba":2}"#, #"{"a":1,"a ":2}"#,
        #"["a","a"]"#, #"{"a":1}"#, "{}", "1",
    ])
    func isNotSuspected(_ text: String) throws {
        #expect(try JSONDocument(parsing: Array(text.utf8)).root.duplicateMember == nil)
    }

    @Test func isToldOfItsOwnObjectOnly() throws {
        let root = try JSONDocument(parsing: Array(#"{"params":{"a":1,"a":2},"id":1}"#.utf8)).root
        #expect(root.duplicateMember == nil)
        #expect(root.member("params")?.duplicateMember == "a")
    }

    /// Two spellings of one character are one key of a Swift dictionary.
    @Test func canonicallyEquivalentNamesAreDuplicates() throws {
        let root = try JSONDocument(parsing: Array("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8)).root
        #expect(root.duplicateMember == "\u{E9}")
    }

    @Test(arguments: [2, 3, 23, 24, 25, 26, 64, 1000])
    func isFoundAmongManyMembers(_ count: Int) throws {
        let names = (0..<count).map { "\"name\($0)\":\($0)" }
        let clean = "{" + names.joined(separator: ",") + "}"
        #expect(try JSONDocument(parsing: Array(clean.utf8)).root.duplicateMember == nil)
        for repeated in [0, count / 2, count - 1] {
            let text = "{" + (names + ["\"name\(repeated)\":0"]).joined(separator: ",") + "}"
            #expect(try JSONDocument(parsing: Array(text.utf8)).root.duplicateMember == "name\(repeated)")
        }
    }

    @Test(arguments: [
        (#"{"a":1,"a":2}"#, "$.a"), (#"{"x":[0,{"b c":1,"b c":2}]}"#, "$.x[1][\"b c\"]"),
        (#"[{"a":{},"a":{}}]"#, "$[0].a"),
    ])
    func decoderRefuses(_ text: String, at path: String) {
        for unknown in [JSON.JSONDecoder.UnknownMembers.refuse, .ignore] {
            let error = #expect(throws: JSONDecodingError.self) {
                try JSON.JSONDecoder(unknownMembers: unknown).decode(JSONValue.self, from: Array(text.utf8))
            }
            #expect(error == JSONDecodingError(kind: .duplicate, path: path, rule: "appears more than once"))
        }
    }

    @Test func decoderLooksAtItsOwnNodeOnly() throws {
        let root = try JSONDocument(parsing: Array(#"{"id":1,"id":2,"params":{"a":1}}"#.utf8)).root
        let params = try #require(root.member("params"))
        let decoder = JSON.JSONDecoder(unknownMembers: .refuse)
        #expect(try decoder.decode([String: Int].self, from: params) == ["a": 1])
    }
}
