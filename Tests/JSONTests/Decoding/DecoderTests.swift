// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON
import Testing

/// What types may ask of a `Decoder` beside the synthesised way.
@Suite struct DecoderTests {
    private struct Everything: Codable, Equatable {
        var bool: Bool?
        var string: String?
        var double: Double?
        var float: Float?
        var int: Int?
        var int8: Int8?
        var int16: Int16?
        var int32: Int32?
        var int64: Int64?
        var int128: Int128?
        var uint: UInt?
        var uint8: UInt8?
        var uint16: UInt16?
        var uint32: UInt32?
        var uint64: UInt64?
        var uint128: UInt128?
        var nested: [String: [Int?]]?
    }

    @Test func optionalsOfEachKindAreReadAndLeftOut() throws {
        let full = Everything(
            bool: true, string: "s", double: 0.1, float: 0.1, int: -1, int8: -2, int16: -3, int32: -4, int64: -5,
            int128: -6, uint: 1, uint8: 2, uint16: 3, uint32: 4, uint64: 5, uint128: 6, nested: ["a": [1, nil]])
        let text = try JSON.JSONEncoder.text(full)
        #expect(try JSON.JSONDecoder.strict.decode(Everything.self, text) == full)
        #expect(try JSON.JSONEncoder.text(Everything()) == "{}")
        #expect(try JSON.JSONDecoder.strict.decode(Everything.self, "{}") == Everything())
        let nulls = try #require(try JSON.JSONDecoder.strict.decode(JSONValue.self, text).names)
        let allNull = "{" + nulls.map { "\"\($0)\":null" }.joined(separator: ",") + "}"
        #expect(try JSON.JSONDecoder.strict.decode(Everything.self, allNull) == Everything())
    }

    @Test func membersAreFoundInAnyOrder() throws {
        let members = [#""book":"b""#, #""lines":[]"#, #""number":7"#]
        for first in 0..<3 {
            for second in 0..<3 where second != first {
                let text = "{" + [first, second, 3 - first - second].map { members[$0] }.joined(separator: ",") + "}"
                let post = try JSON.JSONDecoder.strict.decode(Post.self, text)
                #expect(post == Post(book: "b", lines: [], number: 7))
            }
        }
    }

    @Test func escapedNamesAreTheSameNames() throws {
        let money = try JSON.JSONDecoder.strict.decode(Money.self, #"{"\u0061mount":"1","currenc\u0079":"EUR"}"#)
        #expect(money == Money(amount: "1", currency: "EUR"))
    }

    @Test func topLevelMayBeAnything() throws {
        #expect(try JSON.JSONDecoder.strict.decode(Int.self, "1") == 1)
        #expect(try JSON.JSONDecoder.strict.decode(String.self, "\"x\"") == "x")
        #expect(try JSON.JSONDecoder.strict.decode(Int?.self, "null") == nil)
        #expect(try JSON.JSONDecoder.strict.decode([[Bool]].self, "[[true],[]]") == [[true], []])
        #expect(try JSON.JSONDecoder.strict.decode([Int: String].self, #"{"1":"a","2":"b"}"#) == [1: "a", 2: "b"])
    }

    private class Base: Codable {
        var name = "base"
    }

    private final class Derived: Base {
        private enum CodingKeys: String, CodingKey { case size }
        var size = 3

        override init() {
            super.init()
        }

        required init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            size = try container.decode(Int.self, forKey: .size)
            try super.init(from: try container.superDecoder())
        }

        override func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(size, forKey: .size)
            try super.encode(to: container.superEncoder())
        }
    }

    @Test func superclassesHaveTheirOwnObject() throws {
        let text = try JSON.JSONEncoder.text(Derived())
        #expect(text == #"{"size":3,"super":{"name":"base"}}"#)
        let derived = try JSON.JSONDecoder.strict.decode(Derived.self, #"{"super":{"name":"n"},"size":5}"#)
        #expect(derived.name == "n")
        #expect(derived.size == 5)
        let error = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode(Derived.self, #"{"super":{"name":1},"size":5}"#)
        }
        #expect(error?.path == "$.super.name")
    }

    private struct ByHand: Decodable {
        private enum Keys: String, CodingKey { case list, object, gone }
        var seen: [String] = []

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Keys.self)
            seen += container.allKeys.map(\.stringValue)
            seen.append("\(container.contains(.gone)) \(try container.decodeNil(forKey: .object))")
            var list = try container.nestedUnkeyedContainer(forKey: .list)
            seen.append("\(list.count ?? -1) \(try list.decodeNil()) \(try list.decodeNil()) \(list.currentIndex)")
            seen.append(try list.decode(String.self))
            let inner = try list.nestedContainer(keyedBy: Keys.self)
            seen.append(inner.codingPath.map(\.stringValue).joined(separator: "/"))
            var rows = try list.nestedUnkeyedContainer()
            seen.append("\(try rows.decode(UInt8.self)) \(rows.isAtEnd) \(list.isAtEnd)")
            let last = try list.superDecoder()
            seen.append("\(try last.singleValueContainer().decodeNil()) \(list.isAtEnd)")
            let object = try container.nestedContainer(keyedBy: Keys.self, forKey: .object)
            seen.append(try object.superDecoder(forKey: .gone).singleValueContainer().decode(String.self))
        }
    }

    @Test func containersByHandWork() throws {
        let value = try JSON.JSONDecoder.strict.decode(
            ByHand.self, #"{"list":[null,"s",{},[7],null],"object":{"gone":"g"}}"#)
        #expect(
            value.seen == [
                "list", "object", "false false", "5 true false 1", "s", "list/2", "7 true false", "true true", "g",
            ])
    }

    @Test func anArrayThatEndsEarlyIsMissingAnElement() {
        struct Pair: Decodable {
            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                _ = try container.decode(Int.self)
                _ = try container.decode(Int.self)
            }
        }
        let error = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode([Pair].self, "[[1,2],[1]]")
        }
        #expect(error == JSONDecodingError(kind: .missing, path: "$[1][1]", rule: "is required"))
    }

    @Test func userInfoReachesTheTypes() throws {
        struct Told: Codable {
            static let key = CodingUserInfoKey(rawValue: "told")
            let told: String?

            init(from decoder: any Decoder) throws {
                told = Self.key.flatMap { decoder.userInfo[$0] as? String }
                _ = try decoder.singleValueContainer().decodeNil()
            }
        }
        var decoder = JSON.JSONDecoder.strict
        decoder.userInfo[try #require(Told.key)] = "yes"
        #expect(try decoder.decode(Told.self, "null").told == "yes")
    }

    @Test func oneDecoderServesManyThreads() async throws {
        let text = #"{"book":"b","lines":[{"account":"1","money":{"amount":"1","currency":"EUR"}}],"number":1}"#
        let root = try JSONDocument(parsing: Array(text.utf8)).root
        let total = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<64 {
                group.addTask { try JSON.JSONDecoder.strict.decode(Post.self, from: root).number }
            }
            return try await group.reduce(0, +)
        }
        #expect(total == 64)
    }
}

extension JSONValue {
    fileprivate var names: [String]? {
        if case .object(let object) = self { object.members.map(\.name) } else { nil }
    }
}
