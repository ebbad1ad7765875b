// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON
import Testing

@Suite struct JSONNodeTests {
    private func node(_ text: String) throws -> JSONNode {
        try JSONDocument(parsing: Array(text.utf8)).root
    }

    @Test(arguments: [
        ("{}", JSONNode.Kind.object), ("[]", .array), ("\"\"", .string), ("0", .number), ("true", .bool),
        ("null", .null),
    ])
    func kindIsTold(_ text: String, _ kind: JSONNode.Kind) throws {
        #expect(try node(text).kind == kind)
        #expect(try node(text).isNull == (kind == .null))
    }

    @Test(arguments: [
        "1.5", "1e3", "123456789012345678901234567890", "\"\"", "\"\\u0061\\/\"", "-0", "\"é\"", "null", "1.0",
    ])
    func idsComeBackToTheByte(_ id: String) throws {
        let root = try node("{ \"id\" : \(id) , \"method\":\"m\"}")
        #expect(Array(try #require(root.member("id")).rawBytes) == Array(id.utf8))
    }

    @Test func membersAreFoundByName() throws {
        let root = try node(#"{"jsonrpc":"2.0","params":{"id":1},"id":[2,{}],"\u006dethod":"m","":0}"#)
        #expect(root.count == 5)
        #expect(root.member("jsonrpc")?.string == "2.0")
        #expect(root.member("jsonrpc")?.isString("2.0") == true)
        #expect(root.member("jsonrpc")?.isString("2.1") == false)
        #expect(root.member("id")?.kind == .array)
        #expect(root.member("params")?.member("id")?.int64 == 1)
        #expect(root.member("method")?.string == "m")
        #expect(root.member("")?.int64 == 0)
        #expect(root.member("Id") == nil)
        #expect(root.member("jsonrp") == nil)
        #expect(try node("[\"a\"]").member("a") == nil)
        #expect(try node("\"a\"").member("a") == nil)
    }

    @Test func sequencesKeepTheOrderOfTheText() throws {
        let root = try node(#"{"b":[1,[2],{"x":3}],"a":{},"c":"\n"}"#)
        #expect(root.members.map(\.name) == ["b", "a", "c"])
        #expect(root.members.map(\.value.kind) == [.array, .object, .string])
        let array = try #require(root.member("b"))
        #expect(array.count == 3)
        #expect(array.elements.map { String(decoding: $0.rawBytes, as: UTF8.self) } == ["1", "[2]", "{\"x\":3}"])
        #expect(Array(root.elements.map(\.kind)).isEmpty)
        #expect(Array(array.members.map(\.name)).isEmpty)
        #expect(Array(try node("[]").elements.map(\.kind)).isEmpty)
        #expect(Array(try node("{}").members.map(\.name)).isEmpty)
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("999999999999999999", 999_999_999_999_999_999),
            ("9223372036854775808", nil), ("-9223372036854775809", nil), ("1.0", nil), ("1e3", nil), ("\"1\"", nil),
            ("null", nil),
        ] as [(String, Int64?)])
    func integersAreExact(_ text: String, _ value: Int64?) throws {
        #expect(try node(text).int64 == value)
    }

    @Test func scalarsOfAnotherKindAreNil() throws {
        #expect(try node("1").string == nil)
        #expect(try node("1").bool == nil)
        #expect(try node("\"x\"").double == nil)
        #expect(try node("true").bool == true)
        #expect(try node("false").bool == false)
        #expect(try node("1.5").double == 1.5)
        #expect(try node("1").count == 0)
        #expect(try node("\"\\u0000\"").string == "\0")
        #expect(try node("1").isString("1") == false)
    }

    @Test func aNodeOutlivesItsDocument() throws {
        let inner = try JSONDocument(parsing: Array("[[\"kept\"]]".utf8)).root.elements.map { $0 }[0]
        #expect(inner.elements.map(\.string) == ["kept"])
    }
}
