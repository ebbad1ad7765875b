// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON
import Testing

@Suite struct UnknownMembersTests {
    private func unknown<T: Decodable>(_ type: T.Type, _ text: String) -> [String] {
        let error = #expect(throws: JSONDecodingError.self) { try JSON.JSONDecoder.strict.decode(type, text) }
        #expect(error?.kind == .unknown)
        return error?.violations.map(\.path) ?? []
    }

    @Test func areRefusedAllAtOnce() {
        let line = #"{"account":"","money":{"amount":"","currency":"","w":0}}"#
        let text = #"{"x":1,"book":"","number":1,"y z":[{"q":1}],"lines":[\#(line)]}"#
        #expect(unknown(Post.self, text) == ["$.x", "$[\"y z\"]", "$.lines[0].money.w"])
    }

    @Test func areIgnoredWhenAsked() throws {
        let money = try JSON.JSONDecoder.lenient.decode(
            Money.self, #"{"x":{"y":[1]},"amount":"1","currency":"EUR","z":0}"#)
        #expect(money == Money(amount: "1", currency: "EUR"))
    }

    @Test func explicitNullOfAKnownMemberIsKnown() throws {
        let line = try JSON.JSONDecoder.strict.decode(
            Line.self, #"{"account":"","client":null,"money":{"amount":"","currency":""}}"#)
        #expect(line.client == nil)
    }

    @Test func dictionariesKnowEveryName() throws {
        let text = #"{"b":{"z":1,"y":2},"a":{}}"#
        #expect(
            try JSON.JSONDecoder.strict.decode([String: [String: Int]].self, text) == [
                "b": ["z": 1, "y": 2], "a": [:],
            ])
        #expect(unknown([String: Money].self, #"{"k":{"amount":"","currency":"","extra":1}}"#) == ["$.k.extra"])
    }

    @Test func aTypeWithoutFieldsTakesTheEmptyObjectOnly() throws {
        #expect(try JSON.JSONDecoder.strict.decode(Nothing.self, "{}") == Nothing())
        #expect(unknown(Nothing.self, #"{"a":1}"#) == ["$.a"])
        #expect(unknown([String: Nothing].self, #"{"k":{"a":1}}"#) == ["$.k.a"])
        let error = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode([Nothing].self, "[{},1]")
        }
        #expect(error == JSONDecodingError(kind: .typeMismatch, path: "$[1]", rule: "must be an object"))
        #expect(try JSON.JSONDecoder.lenient.decode(Nothing.self, #"{"a":1}"#) == Nothing())
    }

    @Test func aValueOfNoShapeKnowsEverythingInIt() throws {
        struct Open: Decodable {
            let extra: JSONValue
        }
        let open = try JSON.JSONDecoder.strict.decode(Open.self, #"{"extra":{"a":{"b":[{}]}}}"#)
        #expect(open.extra == ["a": ["b": [[:] as JSONValue]]])
        #expect(unknown(Open.self, #"{"extra":{"a":1},"more":0}"#) == ["$.more"])
    }

    private enum Payment: Codable, Equatable {
        case card(number: String, Int)
        case cash
    }

    @Test func enumerationsWithValuesAreStrictToo() throws {
        let payments = [Payment.card(number: "4", 2), .cash]
        let text = try JSON.JSONEncoder.text(payments)
        #expect(text == #"[{"card":{"number":"4","_1":2}},{"cash":{}}]"#)
        #expect(try JSON.JSONDecoder.strict.decode([Payment].self, text) == payments)
        #expect(unknown(Payment.self, #"{"card":{"number":"4","_1":2,"x":0},"y":0}"#) == ["$.y", "$.card.x"])
        let error = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode([Payment].self, #"[{"cash":{},"card":{"number":"4","_1":2}}]"#)
        }
        #expect(error?.path == "$[0]")
    }

    /// What was tried in vain and then taken by another type is known.
    @Test func aSecondTryKnowsWhatItTakes() throws {
        struct Either: Decodable, Equatable {
            var money: Money?
            var rest: JSONValue?

            init(money: Money? = nil, rest: JSONValue? = nil) {
                self.money = money
                self.rest = rest
            }

            init(from decoder: any Decoder) throws {
                if let money = try? Money(from: decoder) {
                    self.init(money: money)
                } else {
                    self.init(rest: try JSONValue(from: decoder))
                }
            }
        }
        let both = try JSON.JSONDecoder.strict.decode(
            [Either].self, #"[{"amount":"1","currency":"EUR"},{"amount":"1","other":{"a":1}}]"#)
        #expect(both[0] == Either(money: Money(amount: "1", currency: "EUR")))
        #expect(both[1] == Either(rest: ["amount": "1", "other": ["a": 1]]))
    }

    @Test func veryManyAreCounted() {
        let members = (0..<1000).map { "\"m\($0)\":0" }.joined(separator: ",")
        let error = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode(Nothing.self, "{\(members)}")
        }
        #expect(error?.violations.count == 65)
        #expect(error?.violations.last?.rule == "has 936 more members that are not known")
    }
}
