// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import AsyncHTTPClient
import JSON
import JSONRPC
import ServiceLifecycle
import Synchronization
import TestKit
import Testing

@testable import Transport

@Suite struct ManagementServerTests {
    private struct Broken: Error, CustomStringConvertible {
        let description = "no \"connection\"\n"
    }

    private func withManagement(
        _ checks: [ReadinessCheck], drain: Drain = Drain(), hasStarted: @escaping @Sendable () -> Bool = { true },
        checkTimeout: Duration = .seconds(60),
        _ body: (@Sendable (String) async throws -> HTTPProbe.Answer) async throws -> Void
    ) async throws {
        var configuration = ManagementConfiguration(
            host: "127.0.0.1", port: 0, checks: checks, hasStarted: hasStarted, metrics: { "calls_total 3\n" })
        configuration.checkTimeout = checkTimeout
        let server = ManagementServer(configuration, drain: drain, logger: quietLogger)
        let group = ServiceGroup(services: [server], logger: quietLogger)
        let running = Task { try await group.run() }
        let port = try await server.boundPort()
        try await body { path in try await HTTPProbe.get("http://127.0.0.1:\(port)\(path)", timeout: .seconds(60)) }
        await group.triggerGracefulShutdown()
        try await running.value
    }

    private func text(_ answer: HTTPProbe.Answer) -> String { String(decoding: answer.body, as: UTF8.self) }

    @Test func allIsWell() async throws {
        try await withManagement([ReadinessCheck("database") {}, ReadinessCheck("keys") {}]) { get in
            let live = try await get("/livez")
            #expect(live.status == 200)
            let started = try await get("/startupz")
            #expect(started.status == 200)
            let ready = try await get("/readyz")
            #expect(ready.isSuccess)
            #expect(
                text(ready)
                    == #"{"status":"ready","checks":[{"name":"database","state":"ok"},{"name":"keys","state":"ok"},"#
                    + #"{"name":"draining","state":"ok"}]}"# + "\n")
            let metrics = try await get("/metrics")
            #expect(text(metrics) == "calls_total 3\n")
            let other = try await get("/rpc")
            #expect(other.status == 404)
        }
    }

    @Test func oneFailingCheckIsEnoughAndIsNamed() async throws {
        let checks = [ReadinessCheck("database") { throw Broken() }, ReadinessCheck("keys") {}]
        try await withManagement(checks) { get in
            let ready = try await get("/readyz")
            #expect(ready.status == 503)
            // The text is JSON whatever the failure's description holds.
            _ = try JSONDocument(parsing: ready.body, limits: JSONLimits())
            #expect(text(ready).contains(#""status":"unready""#))
            #expect(text(ready).contains(#"{"name":"database","state":"failed","detail":"no \"connection\"\u000a"}"#))
            #expect(text(ready).contains(#"{"name":"keys","state":"ok"}"#))
            let live = try await get("/livez")
            #expect(live.status == 200)
        }
    }

    @Test func aCheckThatHangsFailsInTime() async throws {
        let gate = Gate()
        let hanging = ReadinessCheck("database") {
            guard await gate.pass() else { throw CancellationError() }
        }
        try await withManagement([hanging], checkTimeout: .milliseconds(100)) { get in
            let ready = try await get("/readyz")
            #expect(ready.status == 503)
            #expect(text(ready).contains("no answer within 100 ms"))
        }
    }

    @Test func drainingIsUnready() async throws {
        let drain = Drain()
        try await withManagement([], drain: drain) { get in
            let before = try await get("/readyz")
            #expect(before.status == 200)
            drain.begin()
            let after = try await get("/readyz")
            #expect(after.status == 503)
            #expect(text(after).contains(#""name":"draining","state":"failed""#))
            let live = try await get("/livez")
            #expect(live.status == 200)
        }
    }

    @Test func startingIsTold() async throws {
        let started = Atomic<Bool>(false)
        try await withManagement([], hasStarted: { started.load(ordering: .relaxed) }) { get in
            let before = try await get("/startupz")
            #expect(before.status == 503)
            started.store(true, ordering: .relaxed)
            let after = try await get("/startupz")
            #expect(after.status == 200)
        }
    }

    @Test func nobodyListeningIsUnreachable() async throws {
        let server = ManagementServer(
            ManagementConfiguration(host: "127.0.0.1", port: 0, checks: [], metrics: { "" }), drain: Drain(),
            logger: quietLogger)
        let group = ServiceGroup(services: [server], logger: quietLogger)
        let running = Task { try await group.run() }
        let port = try await server.boundPort()
        await group.triggerGracefulShutdown()
        try await running.value
        do {
            _ = try await HTTPProbe.get("http://127.0.0.1:\(port)/livez", timeout: .seconds(60))
            Issue.record("something answered")
        } catch let error as JSONRPC.ChannelError {
            #expect(error.kind == .unreachable)
        }
    }
}
