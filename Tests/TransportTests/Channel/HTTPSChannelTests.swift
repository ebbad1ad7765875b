// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import NIOCore
import NIOHTTP1
import Synchronization
import TestKit
import Testing

@testable import Transport

@Suite struct HTTPSChannelTests {
    private func soon(_ duration: Duration = .seconds(60)) -> ContinuousClock.Instant { .now + duration }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func aRequestAndItsAnswerAreCarried() async throws {
        try await withServer { server in
            try await Dialer.with(tls: .material(server.authority.trust()), logger: quietLogger) { dialer in
                let channel = try dialer.channel(to: server.baseURL + "/")
                for size in [0, 2, 100_000, 1 << 20] {
                    let body = [UInt8](repeating: UInt8(ascii: "x"), count: size)
                    let answer = try await channel.exchange(body, deadline: soon(), trace: nil)
                    #expect(answer == body)
                }
                #expect(server.server.load.connections == 1)
            }
        }
    }

    @Test func whoAsksAndUntilWhenGoesAlong() async throws {
        try await withServer(.head) { server in
            let tls = try TLSSource.material(server.authority.issue(to: .reporting))
            try await Dialer.with(tls: tls, logger: quietLogger) { dialer in
                let channel = try dialer.channel(to: server.baseURL) { _ in "abc" }
                let trace = TraceContext(
                    continuing: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", state: "a=1")
                let head = text(try await channel.exchange([], deadline: soon(), trace: trace))
                #expect(head.contains("token=abc\n"))
                #expect(head.contains("peer=reporting\n"))
                #expect(head.contains("traceparent=\(trace.traceparent)\n"))
                #expect(head.contains("tracestate=a=1"))
                let timeout = head.split(separator: "\n").first { $0.hasPrefix("timeout=") }
                let milliseconds = try #require(timeout.flatMap { Int($0.dropFirst(8)) })
                #expect((30_000...60_000).contains(milliseconds))
            }
        }
    }

    @Test func anUnknownAuthorityIsNotTrusted() async throws {
        try await withServer { server in
            try await Dialer.with(tls: .material(TestAuthority().trust()), logger: quietLogger) { dialer in
                let channel = try dialer.channel(to: server.baseURL)
                let kind = await failure { try await channel.exchange([], deadline: soon(), trace: nil) }
                #expect(kind == .unreachable)
            }
        }
    }

    @Test func aNameThatTheCertificateDoesNotHoldIsNotTrusted() async throws {
        let authority = try TestAuthority()
        let other = try authority.issue(dnsNames: ["elsewhere.example"], addresses: [])
        try await withServer(authority: authority, tls: .material(other)) { server in
            try await Dialer.with(tls: .material(authority.trust()), logger: quietLogger) { dialer in
                let channel = try dialer.channel(to: "https://localhost:\(server.port)")
                let kind = await failure { try await channel.exchange([], deadline: soon(), trace: nil) }
                #expect(kind == .unreachable)
            }
        }
    }

    @Test func nobodyListeningIsUnreachableAtOnce() async throws {
        let authority = try TestAuthority()
        let closedPort = Mutex(0)
        try await withServer(authority: authority) { server in closedPort.withLock { $0 = server.port } }
        try await Dialer.with(tls: .material(authority.trust()), logger: quietLogger) { dialer in
            let channel = try dialer.channel(to: "https://localhost:\(closedPort.withLock { $0 })")
            let started = ContinuousClock.now
            let kind = await failure { try await channel.exchange([], deadline: soon(.seconds(600)), trace: nil) }
            #expect(kind == .unreachable)
            #expect(ContinuousClock.now - started < .seconds(300))
        }
    }

    @Test func theDeadlineEndsTheWait() async throws {
        let gate = Gate()
        let endpoint = TestEndpoint { _, _ in
            // The server cancels the call at the same moment, and its answer must not come first.
            _ = await Task { await gate.pass() }.value
            return RPCAnswer(body: [])
        }
        try await withServer(endpoint) { server in
            try await Dialer.with(tls: .material(server.authority.trust()), logger: quietLogger) { dialer in
                let channel = try dialer.channel(to: server.baseURL)
                // A machine under load may not even have sent it in time: then with more of it.
                for seconds in [1, 10, 60] where gate.arrivals == 0 {
                    let late = await failure {
                        try await channel.exchange([], deadline: soon(.seconds(seconds)), trace: nil)
                    }
                    #expect(late == .deadlineExceeded)
                }
                let tooLate = await failure { try await channel.exchange([], deadline: .now, trace: nil) }
                #expect(tooLate == .deadlineExceeded)
                #expect(gate.arrivals == 1)
                gate.open()
            }
        }
    }

    @Test func aCancelledCallIsNotAChannelsFailure() async throws {
        let gate = Gate()
        let endpoint = TestEndpoint { _, _ in
            _ = await gate.pass()
            return RPCAnswer(body: [])
        }
        try await withServer(endpoint) { server in
            try await Dialer.with(tls: .material(server.authority.trust()), logger: quietLogger) { dialer in
                let channel = try dialer.channel(to: server.baseURL)
                let call = Task { try await channel.exchange([], deadline: soon(), trace: nil) }
                try await eventually { gate.arrivals == 1 }
                call.cancel()
                await #expect(throws: CancellationError.self) { try await call.value }
                gate.open()
            }
        }
    }

    @Test func statusesBecomeKinds() async throws {
        let endpoint = TestEndpoint { body, _ in
            switch body {
            case Array("busy".utf8): RPCAnswer(body: body, status: .busy(retryAfterSeconds: 1))
            case Array("limited".utf8): RPCAnswer(body: body, status: .rateLimited(retryAfterSeconds: 1))
            default: RPCAnswer(body: body, status: .unauthenticated)
            }
        }
        try await withServer(endpoint) { server in
            try await Dialer.with(tls: .material(server.authority.trust()), logger: quietLogger) { dialer in
                let channel = try dialer.channel(to: server.baseURL)
                for body in ["busy", "limited"] {
                    let kind = await failure {
                        try await channel.exchange(Array(body.utf8), deadline: soon(), trace: nil)
                    }
                    #expect(kind == .busy)
                }
                let refused = try await channel.exchange(Array("refused".utf8), deadline: soon(), trace: nil)
                #expect(text(refused) == "refused")
                let tooLarge = try await channel.exchange(
                    [UInt8](repeating: 0x20, count: (1 << 20) + 1), deadline: soon(), trace: nil)
                #expect(text(tooLarge).contains("-32007"))
                let elsewhere = HTTPSChannel(dialer: dialer, url: server.baseURL + "/nothing", token: nil)
                let kind = await failure { try await elsewhere.exchange([], deadline: soon(), trace: nil) }
                #expect(kind == .notAService)
            }
        }
    }

    @Test func anAnswerOverTheLimitIsRefused() async throws {
        let endpoint = TestEndpoint { body, _ in
            RPCAnswer(body: [UInt8](repeating: 0x20, count: Int(String(decoding: body, as: UTF8.self)) ?? 0))
        }
        try await withServer(endpoint) { server in
            try await Dialer.with(tls: .material(server.authority.trust()), logger: quietLogger) { dialer in
                let channel = try dialer.channel(to: server.baseURL)
                let limit = DialerLimits().answerBytes
                #expect(limit == 8 << 20)
                let whole = try await channel.exchange(Array("\(limit)".utf8), deadline: soon(), trace: nil)
                #expect(whole.count == limit)
                let kind = await failure {
                    try await channel.exchange(Array("\(limit + 1)".utf8), deadline: soon(), trace: nil)
                }
                #expect(kind == .notAService)
            }
        }
    }

    @Test func aRefusedTokenIsRenewedOnce() async throws {
        let requests = Mutex<[TokenRequest]>([])
        let endpoint = TestEndpoint { _, head in
            head.bearerToken == "good"
                ? RPCAnswer(body: Array("welcome".utf8)) : RPCAnswer(body: Array("no".utf8), status: .unauthenticated)
        }
        try await withServer(endpoint) { server in
            try await Dialer.with(tls: .material(server.authority.trust()), logger: quietLogger) { dialer in
                let renewing = try dialer.channel(to: server.baseURL) { request in
                    requests.withLock { $0.append(request) }
                    return request == .any ? "stale" : "good"
                }
                let welcome = try await renewing.exchange([], deadline: soon(), trace: nil)
                #expect(text(welcome) == "welcome")
                #expect(requests.withLock { $0 } == [.any, .renewed])
                let stubborn = try dialer.channel(to: server.baseURL) { request in
                    requests.withLock { $0.append(request) }
                    return "stale"
                }
                let no = try await stubborn.exchange([], deadline: soon(), trace: nil)
                #expect(text(no) == "no")
                #expect(requests.withLock { $0.count } == 4)
            }
        }
    }

    @Test func aRawCallSendsWhatItIsGiven() async throws {
        try await withServer { server in
            try await Dialer.with(tls: .material(server.authority.trust()), logger: quietLogger) { dialer in
                let channel = try dialer.channel(to: server.baseURL)
                let call = try await channel.rawCall("ledger.getEntry", params: Array(#"{"a":1}"#.utf8))
                #expect(text(call) == #"{"jsonrpc":"2.0","id":1,"method":"ledger.getEntry","params":{"a":1}}"#)
                let bare = try await channel.rawCall("rpc.discover", params: nil)
                #expect(text(bare) == #"{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}"#)
                await #expect(throws: InvalidMethodName(name: "a\"b")) {
                    try await channel.rawCall("a\"b", params: nil)
                }
            }
        }
    }

    @Test(arguments: [
        "http://localhost:1", "localhost:1", "https://", "https://localhost/rpc", "https://localhost?x=1",
        "https://user@localhost", "https://localhost:0", "https://localhost:70000", "", "https://local host",
    ])
    func onlyBaseURLsAreDialled(_ url: String) async throws {
        try await Dialer.with(tls: .material(TestAuthority().trust()), logger: quietLogger) { dialer in
            #expect(throws: InvalidURL(url: url, scheme: "https")) { try dialer.channel(to: url) }
            for good in ["https://localhost", "https://localhost:7441/", "https://[::1]:7441", "https://10.0.0.1:1"] {
                _ = try dialer.channel(to: good)
            }
        }
    }

    private func failure(_ body: () async throws -> [UInt8]) async -> JSONRPC.ChannelError.Kind? {
        do {
            _ = try await body()
            return nil
        } catch {
            return (error as? JSONRPC.ChannelError)?.kind
        }
    }
}
