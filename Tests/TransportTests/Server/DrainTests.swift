// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import AsyncHTTPClient
import JSONRPC
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import ServiceLifecycle
import Synchronization
import TestKit
import Testing

@testable import Transport

/// How a server goes down.
@Suite struct DrainTests {
    private static let request = "POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n[]"

    private func gated(_ gate: Gate) -> TestEndpoint {
        TestEndpoint { body, _ in RPCAnswer(body: await gate.pass() ? body : Array("cancelled".utf8)) }
    }

    @Test(arguments: Protocol.allCases) func aCallInFlightGetsItsAnswer(_ version: Protocol) async throws {
        let gate = Gate()
        // Larger than any socket buffer, so that closing too early would cut it.
        let body = ByteBuffer(repeating: UInt8(ascii: "x"), count: 1 << 20)
        try await withServer(gated(gate)) { server in
            try await withCaller(version, server.authority.trust()) { caller in
                async let slow = caller.send(.POST, server.baseURL + "/rpc", body: .bytes(body))
                try await eventually { gate.arrivals == 1 }
                await server.stopGracefully()
                try await eventually { server.drain.isDraining }
                try await eventually { await !canConnect(server) }
                gate.open()
                let answer = try await slow
                #expect(answer.status == 200)
                #expect(answer.body.utf8.count == 1 << 20)
                if version == .http1 { #expect(answer.header("connection") == "close") }
                try await eventually { server.server.load.connections == 0 }
            }
        }
    }

    private func canConnect(_ server: TestServer) async -> Bool {
        do {
            try await RawConnection.openPlain(server.port) { _ in }
            return true
        } catch {
            return false
        }
    }

    @Test(arguments: Protocol.allCases) func idleConnectionsCloseAtOnce(_ version: Protocol) async throws {
        var limits = ServerLimits()
        limits.drain = .seconds(600)
        try await withServer(limits: limits) { server in
            try await withCaller(version, server.authority.trust()) { caller in
                let answer = try await caller.send(.POST, server.baseURL + "/rpc")
                #expect(answer.status == 200)
                await server.stopGracefully()
                try await eventually { server.server.load.connections == 0 }
            }
        }
    }

    @Test func unfinishedHandshakesDoNotHoldTheServerUp() async throws {
        try await withServer { server in
            try await RawConnection.openPlain(server.port) { connection in
                try await eventually { server.server.load.connections == 1 }
                await server.stopGracefully()
                let closed = try await connection.isClosedInSilence()
                #expect(closed)
            }
        }
    }

    @Test func aRequestAfterTheStartOfTheDrainIsAnsweredBusy() async throws {
        let gate = Gate()
        try await withServer(gated(gate)) { server in
            try await RawConnection.open(server.port, server.authority.trust().clientConfiguration()) { connection in
                // The second request is pipelined behind the first, and reached when the drain has begun.
                try await connection.send(DrainTests.request + DrainTests.request)
                try await eventually { gate.arrivals == 1 }
                server.drain.begin()
                gate.open()
                let answers = try await connection.read()
                #expect(answers.hasPrefix("HTTP/1.1 200 "))
                #expect(!answers.dropFirst(9).contains("HTTP/1.1 200 "))
                #expect(answers.lowercased().contains("connection: close"))
                #expect(gate.arrivals == 1)
            }
            try await withCaller(.http1, server.authority.trust()) { caller in
                let late = try await caller.send(.POST, server.baseURL + "/rpc")
                #expect(late.status == 503)
                #expect(late.header("retry-after") == "1")
                #expect(late.header("connection") == "close")
                #expect(late.body.contains(#""code":-32009"#))
            }
        }
    }

    @Test(arguments: Protocol.allCases) func afterTheDrainTimeCallsAreCancelled(_ version: Protocol) async throws {
        let gate = Gate()
        var limits = ServerLimits()
        limits.drain = .milliseconds(200)
        try await withServer(gated(gate), limits: limits) { server in
            try await withCaller(version, server.authority.trust()) { caller in
                async let slow = caller.send(.POST, server.baseURL + "/rpc")
                try await eventually { gate.arrivals == 1 }
                await server.stopGracefully()
                try await eventually { gate.cancellations == 1 }
                let answer = try await slow
                #expect(answer.body == "cancelled")
            }
        }
    }

    /// What a second SIGTERM does.
    @Test func cancellationDoesNotWaitForTheDrainTime() async throws {
        let gate = Gate()
        let authority = try TestAuthority()
        var limits = ServerLimits()
        limits.drain = .seconds(600)
        let server = try RPCServer(
            RPCServerConfiguration(host: "127.0.0.1", port: 0, tls: .material(authority.issue()), limits: limits),
            endpoint: gated(gate), drain: Drain(), logger: quietLogger)
        let group = ServiceGroup(services: [server], logger: quietLogger)
        try await withCaller(.http1, authority.trust()) { caller in
            let running = Task { try await group.run() }
            let port = try await server.boundPort()
            async let slow = caller.send(.POST, "https://localhost:\(port)/rpc")
            try await eventually { gate.arrivals == 1 }
            await group.triggerGracefulShutdown()
            #expect(gate.cancellations == 0)
            let started = ContinuousClock.now
            running.cancel()
            _ = await running.result
            #expect(gate.cancellations == 1)
            #expect(ContinuousClock.now - started < .seconds(300))
            let answer = try await slow
            #expect(answer.body == "cancelled")
        }
    }

    @Test func aPortInUseIsToldToThoseWhoWaitForIt() async throws {
        try await withServer { server in
            let second = try RPCServer(
                RPCServerConfiguration(
                    host: "127.0.0.1", port: server.port, tls: .material(server.authority.issue())),
                endpoint: TestEndpoint.echo, drain: Drain(), logger: quietLogger)
            async let port = second.boundPort()
            await #expect(throws: (any Error).self) { try await second.run() }
            do {
                _ = try await port
                Issue.record("a port was bound twice")
            } catch {
                #expect(!(error is CancellationError))
            }
        }
    }
}
