// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import HTTPTypes
import JSONRPC
import Testing

@testable import Transport

@Suite struct RequestHeadTests {
    @Test(
        arguments: [
            (["Bearer abc"], "abc"), (["bearer abc"], "abc"), (["BEARER   abc=="], "abc=="),
            (["Bearer a.b-c_d~e+f/g"], "a.b-c_d~e+f/g"),
            ([], nil),
            (["Bearer"], ""), (["Bearer "], ""), (["Bearer a b"], ""), (["Bearer a=b"], ""), (["Bearer ="], ""),
            (["Bearer é"], ""),
            (["Basic dXNlcjpwYXNz"], ""), (["abc"], ""), ([""], ""), (["Bearer abc", "Bearer abc"], ""),
            (["Bearer\tabc"], ""), (["Bearer abc,def"], ""),
        ] as [([String], String?)])
    func onlyOneWellFormedTokenCounts(_ values: [String], _ token: String?) {
        var fields = HTTPFields()
        for value in values { fields.append(HTTPField(name: .authorization, value: value)) }
        #expect(RequestHead.token(in: fields) == token)
    }

    @Test(
        arguments: [
            ("1", 1), ("1500", 1500), ("0", 0), ("999999999", 999_999_999), ("1000000000", nil), ("", nil), ("-1", nil),
            ("1.5", nil), ("1e3", nil), ("abc", nil), ("٣", nil),
        ] as [(String, Int?)])
    func timeoutsAreDigits(_ text: String, _ milliseconds: Int?) {
        var fields = HTTPFields()
        fields[.requestTimeout] = text
        #expect(RequestHead(fields, from: nil, at: .now).timeout == milliseconds.map { .milliseconds($0) })
    }

    @Test func aHeaderThatStandsTwiceIsNotChosenFrom() {
        var fields = HTTPFields()
        fields.append(HTTPField(name: .traceparent, value: "a"))
        fields.append(HTTPField(name: .traceparent, value: "b"))
        fields.append(HTTPField(name: .requestTimeout, value: "1"))
        fields.append(HTTPField(name: .requestTimeout, value: "2"))
        let head = RequestHead(fields, from: nil, at: .now)
        #expect(head.traceparent == nil)
        #expect(head.timeout == nil)
    }
}
