// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@testable import kontor

@Suite struct ReadinessTests {
    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\n\r\n", Readiness.Answer.ready),
        ("HTTP/1.1 503 Service Unavailable\r\nA: b\r\n\r\ndatabase:\nno", .notReady("database: no")),
        ("HTTP/1.1 503 Service Unavailable\r\n\r\n", .notReady("503")),
        ("", .silent),
        ("SSH-2.0-x", .silent),
    ])
    func theStatusDecides(text: String, answer: Readiness.Answer) {
        #expect(Readiness.interpret(text) == answer)
    }

    @Test func portsFollowTheBase() {
        #expect(ServiceName.allCases.map { $0.port(base: 7440) } == [7441, 7442, 7443, 7444])
        #expect(ServiceName.allCases.map { $0.managementPort(base: 7440) } == [7451, 7452, 7453, 7454])
    }
}
