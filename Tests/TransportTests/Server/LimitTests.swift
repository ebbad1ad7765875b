// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import AsyncHTTPClient
import Foundation
import JSONRPC
import NIOCore
import NIOHTTP1
import TestKit
import Testing

@testable import Transport

/// Each limit on size, count and time.
@Suite struct LimitTests {
    private let json = [("Content-Type", "application/json")]

    private static func limits(_ change: (inout ServerLimits) -> Void) -> ServerLimits {
        var limits = ServerLimits()
        change(&limits)
        return limits
    }

    @Test func theDefaultsAreTheProtocols() {
        let limits = ServerLimits()
        #expect(limits.bodyBytes == 1 << 20)
        #expect(limits.headerTimeout == .seconds(5))
        #expect(limits.idleTimeout == .seconds(75))
    }

    @Test(arguments: Protocol.allCases, [true, false])
    func aBodyOfTheLimitIsReadAndALargerOneRefused(_ version: Protocol, _ isChunked: Bool) async throws {
        let endpoint = TestEndpoint { body, _ in RPCAnswer(body: Array("\(body.count)".utf8)) }
        try await withServer(endpoint) { server in
            try await withCaller(version, server.authority.trust()) { caller in
                func send(_ count: Int) async throws -> HTTPOutcome {
                    let bytes = ByteBuffer(repeating: UInt8(ascii: " "), count: count)
                    return try await caller.send(
                        .POST, server.baseURL + "/rpc", json,
                        body: isChunked ? .stream(Pieces(bytes), length: .unknown) : .bytes(bytes))
                }
                let limit = ServerLimits().bodyBytes
                let whole = try await send(limit)
                #expect(whole.body == "\(limit)")
                let tooLarge = try await send(limit + 1)
                #expect(tooLarge.status == 413)
                #expect(tooLarge.header("content-type") == "application/json; charset=utf-8")
                #expect(tooLarge.body.contains(#""code":-32007"#))
                #expect(tooLarge.body.contains(#""id":null"#))
                #expect(tooLarge.body.contains(#""reason":"rpc.request_too_large""#))
                let after = try await send(2)
                #expect(after.body == "2")
            }
        }
    }

    /// The sender of 8 MiB sees why he is refused although he has not finished sending.
    @Test func theRefusalReachesACallerWhoIsStillSending() async throws {
        try await withServer { server in
            try await RawConnection.open(server.port, server.authority.trust().clientConfiguration()) { connection in
                try await connection.send("POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 8388608\r\n\r\n")
                try await connection.send(String(repeating: " ", count: 1 << 20))
                let answer = try await connection.read(until: "\r\n\r\n")
                #expect(answer.hasPrefix("HTTP/1.1 413 "))
                #expect(answer.lowercased().contains("connection: close"))
            }
        }
    }

    @Test func leaveToSendIsGivenOnlyForABodyThatWillBeRead() async throws {
        try await withServer { server in
            let configuration = try server.authority.trust().clientConfiguration()
            let head = "POST /rpc HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: "
            try await RawConnection.open(server.port, configuration) { connection in
                try await connection.send(head + "2\r\n\r\n")
                let leave = try await connection.read(until: "\r\n\r\n")
                #expect(leave.hasPrefix("HTTP/1.1 100 "))
                try await connection.send("[]")
                let answer = try await connection.read(until: "[]")
                #expect(answer.hasPrefix("HTTP/1.1 200 "))
            }
            try await RawConnection.open(server.port, configuration) { connection in
                try await connection.send(head + "2000000\r\n\r\n")
                let answer = try await connection.read(until: "\r\n\r\n")
                #expect(answer.hasPrefix("HTTP/1.1 413 "))
            }
        }
    }

    @Test func aHeaderOverTheLimitIsRefused() async throws {
        try await withServer { server in
            let configuration = try server.authority.trust().clientConfiguration()
            let large = String(repeating: "x", count: ServerLimits().headerBytes + 1)
            let many = (0...ServerLimits().headerFields).map { "X-\($0): 1\r\n" }.joined()
            for header in ["X-Large: \(large)\r\n", many] {
                try await RawConnection.open(server.port, configuration) { connection in
                    try await connection.send("POST /rpc HTTP/1.1\r\nHost: x\r\n\(header)Content-Length: 2\r\n\r\n[]")
                    let answer = try await connection.read()
                    #expect(answer.hasPrefix("HTTP/1.1 431 "), "\(answer)")
                    #expect(answer.lowercased().contains("connection: close"))
                }
            }
        }
    }

    @Test func tooManyHeaderFieldsAreRefusedOverHTTP2() async throws {
        try await withServer { server in
            try await withCaller(.http2, server.authority.trust()) { caller in
                let many = (0...ServerLimits().headerFields).map { ("X-\($0)", "1") }
                let refused = try await caller.send(.POST, server.baseURL + "/rpc", many)
                #expect(refused.status == 431)
                let after = try await caller.send(.POST, server.baseURL + "/rpc", json)
                #expect(after.status == 200)
                #expect(server.server.load.connections == 1)
            }
        }
    }

    @Test(arguments: [
        "nonsense\r\n\r\n", "POST /rpc HTTP/9.9\r\n\r\n", "POST /rpc HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        "POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n[]",
        "POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[]",
    ])
    func whatIsNotHTTPIsRefusedAndTheConnectionClosed(_ text: String) async throws {
        try await withServer { server in
            try await RawConnection.open(server.port, server.authority.trust().clientConfiguration()) { connection in
                try await connection.send(text)
                let answer = try await connection.read()
                #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
            }
        }
    }

    @Test func aSlowHeaderEndsTheConnection() async throws {
        try await withServer(limits: LimitTests.limits { $0.headerTimeout = .seconds(2) }) { server in
            try await RawConnection.open(server.port, server.authority.trust().clientConfiguration()) { connection in
                try await connection.send("POST /rpc HTTP/1.1\r\nHo")
                let answer = try await connection.read()
                #expect(answer.hasPrefix("HTTP/1.1 408 "))
                #expect(answer.contains("Connection: close"))
            }
            // Also when it is the second one on its connection.
            try await RawConnection.open(server.port, server.authority.trust().clientConfiguration()) { connection in
                try await connection.send("POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n[]")
                let first = try await connection.read(until: "[]")
                #expect(first.hasPrefix("HTTP/1.1 200 "))
                try await connection.send("P")
                let second = try await connection.read()
                #expect(second.hasPrefix("HTTP/1.1 408 "))
            }
        }
    }

    /// One byte now and then does not put off the end.
    @Test func aTrickledHeaderEndsTheConnection() async throws {
        try await withServer(limits: LimitTests.limits { $0.headerTimeout = .seconds(2) }) { server in
            try await RawConnection.open(server.port, server.authority.trust().clientConfiguration()) { connection in
                let trickle = Task {
                    while true {
                        try await connection.send("P")
                        // The pace of the trickle is what is tried.
                        try await Task.sleep(for: .milliseconds(50))
                    }
                }
                let started = ContinuousClock.now
                let answer = try await connection.read()
                trickle.cancel()
                #expect(ContinuousClock.now - started < .seconds(30))
                #expect(answer.hasPrefix("HTTP/1.1 408 ") || answer.hasPrefix("HTTP/1.1 400 "))
            }
        }
    }

    @Test(arguments: ["Content-Length: 10\r\n\r\n[", "Transfer-Encoding: chunked\r\n\r\n1\r\n[\r\n"])
    func aSlowBodyEndsTheRequest(_ rest: String) async throws {
        let endpoint = TestEndpoint { _, _ in
            Issue.record("half a body was taken for a request")
            return RPCAnswer(body: [])
        }
        try await withServer(endpoint, limits: LimitTests.limits { $0.bodyTimeout = .milliseconds(300) }) { server in
            try await RawConnection.open(server.port, server.authority.trust().clientConfiguration()) { connection in
                try await connection.send("POST /rpc HTTP/1.1\r\nHost: x\r\n\(rest)")
                let answer = try await connection.read()
                #expect(answer.hasPrefix("HTTP/1.1 408 "))
            }
        }
    }

    /// Also of a request that came while the one before was being answered.
    @Test func aSlowBodyOfAPipelinedRequestEndsIt() async throws {
        let gate = Gate()
        let endpoint = TestEndpoint { body, _ in RPCAnswer(body: await gate.pass() ? body : []) }
        try await withServer(endpoint, limits: LimitTests.limits { $0.bodyTimeout = .milliseconds(300) }) { server in
            try await RawConnection.open(server.port, server.authority.trust().clientConfiguration()) { connection in
                let head = "POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n"
                try await connection.send(head + "[]" + head + "[")
                try await eventually { gate.arrivals == 1 }
                gate.open()
                let answers = try await connection.read()
                #expect(answers.hasPrefix("HTTP/1.1 200 "))
                #expect(answers.contains("HTTP/1.1 408 "))
                #expect(gate.arrivals == 1)
            }
        }
    }

    /// Requests behind one that is being answered wait in the kernel, not in memory.
    @Test func manyPipelinedRequestsAreAnsweredOneAfterTheOther() async throws {
        let gate = Gate()
        let endpoint = TestEndpoint { body, _ in RPCAnswer(body: await gate.pass() ? body : []) }
        try await withServer(endpoint) { server in
            try await RawConnection.open(server.port, server.authority.trust().clientConfiguration()) { connection in
                let request = "POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n"
                try await connection.send(String(repeating: request + "[11]", count: 2000) + request + "last")
                try await eventually { gate.arrivals == 1 }
                #expect(server.server.load.requests == 1)
                gate.open()
                let answers = try await connection.read(until: "last")
                #expect(answers.components(separatedBy: "[11]").count == 2001)
                #expect(gate.arrivals == 2001)
            }
        }
    }

    @Test(arguments: Protocol.allCases) func theDeadlineCancelsACall(_ version: Protocol) async throws {
        let gate = Gate()
        let endpoint = TestEndpoint { body, _ in RPCAnswer(body: await gate.pass() ? body : Array("late".utf8)) }
        try await withServer(endpoint) { server in
            try await withCaller(version, server.authority.trust()) { caller in
                // The second call has the earlier deadline.
                async let patient = caller.send(
                    .POST, server.baseURL + "/rpc", [("Request-Timeout-Ms", "60000")],
                    body: .bytes(ByteBuffer(string: "[]")))
                try await eventually { gate.arrivals == 1 }
                let late = try await caller.send(.POST, server.baseURL + "/rpc", [("Request-Timeout-Ms", "200")])
                #expect(late.body == "late")
                #expect(gate.cancellations == 1)
                gate.open()
                let answer = try await patient
                #expect(answer.body == "[]")
            }
        }
    }

    /// A caller who goes away in the middle of a body has not made a request.
    @Test(arguments: ["Content-Length: 10\r\n\r\n{}", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"])
    func aCutBodyIsNoRequest(_ rest: String) async throws {
        let endpoint = TestEndpoint { _, _ in
            Issue.record("half a body was taken for a request")
            return RPCAnswer(body: [])
        }
        try await withServer(endpoint) { server in
            try await RawConnection.open(server.port, server.authority.trust().clientConfiguration()) { connection in
                try await connection.send("POST /rpc HTTP/1.1\r\nHost: x\r\n\(rest)")
                try await eventually { server.server.load.requests == 1 }
            }
            try await eventually { server.server.load == ServerLoad(connections: 0, requests: 0, refusals: 0) }
        }
    }

    @Test(arguments: Protocol.allCases) func idleConnectionsAreClosed(_ version: Protocol) async throws {
        try await withServer(limits: LimitTests.limits { $0.idleTimeout = .seconds(2) }) { server in
            try await withCaller(version, server.authority.trust()) { caller in
                let answer = try await caller.send(.POST, server.baseURL + "/rpc", json)
                #expect(answer.status == 200)
                try await eventually { server.server.load.connections == 0 }
            }
        }
    }

    @Test func aConnectionWithoutAHandshakeIsClosed() async throws {
        try await withServer(limits: LimitTests.limits { $0.headerTimeout = .seconds(2) }) { server in
            try await RawConnection.openPlain(server.port) { connection in
                let closed = try await connection.isClosedInSilence()
                #expect(closed)
            }
        }
    }

    @Test(arguments: Protocol.allCases) func requestsOverTheLimitAreAnsweredBusy(_ version: Protocol) async throws {
        let gate = Gate()
        let endpoint = TestEndpoint { body, _ in
            _ = await gate.pass()
            return RPCAnswer(body: body)
        }
        try await withServer(endpoint, limits: LimitTests.limits { $0.requests = 2 }) { server in
            try await withCaller(version, server.authority.trust()) { caller in
                let url = server.baseURL + "/rpc"
                async let first = caller.send(.POST, url, json)
                async let second = caller.send(.POST, url, json)
                try await eventually { gate.arrivals == 2 }
                let third = try await caller.send(.POST, url, json, body: .bytes(ByteBuffer(string: "{}")))
                #expect(third.status == 503)
                #expect(third.header("retry-after") == "1")
                #expect(third.body.contains(#""code":-32009"#))
                #expect(third.body.contains(#""outcome":"none""#))
                #expect(server.server.load.refusals == 1)
                gate.open()
                let statuses = try await [first.status, second.status]
                #expect(statuses == [200, 200])
            }
        }
    }

    @Test func connectionsOverTheLimitWaitUntilOneCloses() async throws {
        try await withServer(limits: LimitTests.limits { $0.connections = 1 }) { server in
            let configuration = try server.authority.trust().clientConfiguration()
            let request = "POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n[]"
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                try await RawConnection.open(server.port, configuration) { connection in
                    try await connection.send(request)
                    _ = try await connection.read(until: "[]")
                    tasks.addTask {
                        try await RawConnection.open(server.port, configuration) { second in
                            try await second.send(request)
                            _ = try await second.read(until: "[]")
                            #expect(server.server.load.connections == 1)
                        }
                    }
                    try await connection.send(request)
                    _ = try await connection.read(until: "[]")
                    #expect(server.server.load.connections == 1)
                }
                try await tasks.waitForAll()
            }
        }
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        try await withServer { server in
            try await RawConnection.open(server.port, server.authority.trust().clientConfiguration()) { connection in
                let requests = ["one", "two", "end"].map {
                    "POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n\($0)"
                }
                try await connection.send(requests.joined())
                let answers = try await connection.read(until: "end")
                let order = ["one", "two", "end"].compactMap { answers.range(of: $0)?.lowerBound }
                #expect(order.count == 3)
                #expect(order == order.sorted())
            }
        }
    }
}

/// A body that comes in pieces of 64 KiB.
struct Pieces: AsyncSequence, Sendable {
    let bytes: ByteBuffer

    init(_ bytes: ByteBuffer) {
        self.bytes = bytes
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        var rest: ByteBuffer

        mutating func next() async -> ByteBuffer? {
            rest.readableBytes == 0 ? nil : rest.readSlice(length: Swift.min(rest.readableBytes, 64 << 10))
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rest: bytes) }
}
