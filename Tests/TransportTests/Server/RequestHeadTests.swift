// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSONRPC
import NIOHTTP1
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
        let fields = RequestFields(HTTPHeaders(values.map { ("Authorization", $0) }))
        #expect(RequestHead.token(in: fields) == token)
    }

    @Test(
        arguments: [
            ("1", 1), ("1500", 1500), ("0", 0), ("999999999", 999_999_999), ("1000000000", nil), ("", nil), ("-1", nil),
            ("1.5", nil), ("1e3", nil), ("abc", nil), ("٣", nil),
        ] as [(String, Int?)])
    func timeoutsAreDigits(_ text: String, _ milliseconds: Int?) {
        let fields = RequestFields(["Request-Timeout-Ms": text])
        #expect(RequestHead.timeout(in: fields) == milliseconds.map { .milliseconds($0) })
    }

    @Test func aHeaderThatStandsTwiceIsNotChosenFrom() {
        let fields = RequestFields([
            "traceparent": "a", "TraceParent": "b", "request-timeout-ms": "1", "Request-Timeout-Ms": "2",
            "tracestate": "a=1", "Tracestate": "b=2",
        ])
        let head = RequestHead(
            HTTPRequest(method: .POST, target: "/rpc", fields: fields), from: HTTPPeer(address: "127.0.0.1"))
        #expect(head.traceparent == nil)
        #expect(head.timeout == nil)
        #expect(head.tracestate == "a=1, b=2")
    }
}
