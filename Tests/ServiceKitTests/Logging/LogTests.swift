// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON
import JSONRPC
import Logging
import ServiceKit
import TestKit
import Testing

@Suite struct LogTests {
    private let origin = LogOrigin(service: "sample", version: "1.2.3")

    private func parse(_ line: String) throws -> JSONNode {
        try JSONDocument(parsing: Array(line.utf8)).root
    }

    @Test func aRecordIsOneFlatObject() throws {
        let pipe = LogPipe()
        defer { pipe.close() }
        var logger = Logger(label: "sample") { _ in
            JSONLogHandler(origin: origin, level: .info, sink: pipe.sink, clock: TestClock().clock)
        }
        logger[metadataKey: "replica"] = "a"
        logger.info(
            "started \"well\"\n",
            metadata: ["port": "1", "level": "forged", "nested": ["a": ["b", "c"]], "control": "\u{1}"])
        logger.debug("not asked for")
        let lines = pipe.lines()
        #expect(lines.count == 1)
        let record = try parse(try #require(lines.first))
        #expect(record.member("time")?.string == "2026-01-15T09:00:00.000000Z")
        #expect(record.member("level")?.string == "info")
        #expect(record.member("service")?.string == "sample")
        #expect(record.member("version")?.string == "1.2.3")
        #expect(record.member("event")?.string == "started \"well\"\n")
        #expect(record.member("replica")?.string == "a")
        #expect(record.member("field.level")?.string == "forged")
        #expect(record.member("nested.a.1")?.string == "c")
        #expect(record.member("control")?.string == "\u{1}")
        #expect(record.duplicateMember == nil)
        for member in record.members { #expect(member.value.kind != .object && member.value.kind != .array) }
    }

    @Test func whatWentWrongIsTheCause() throws {
        let pipe = LogPipe()
        defer { pipe.close() }
        let log = ServiceLog(
            Logger(label: "sample") { _ in JSONLogHandler(origin: origin, level: .info, sink: pipe.sink) })
        log.error("it broke", RPCFailure(.busy), ["work": "feeds"])
        let record = try parse(try #require(pipe.lines().first))
        #expect(record.member("cause")?.string?.contains("busy") == true)
        #expect(record.member("work")?.string == "feeds")
    }

    /// The secret, the params, the result, the token and the note's text are looked for in every form they could take.
    @Test func aCallIsALineWithoutParamsResultsOrTokens() async throws {
        let pipe = LogPipe()
        defer { pipe.close() }
        let caller = Caller.user(.administrator)
        try await withService(SampleServer.self, as: caller) { sample in
            let logged = try LoggedEndpoint(
                sample.context, CallLog(origin: origin, level: .info, sink: pipe.sink), caller: caller)
            for body in [
                #"{"jsonrpc":"2.0","id":1,"method":"sample.changeSecret","params":{"secret":"hunter2"}}"#,
                #"{"jsonrpc":"2.0","id":2,"method":"sample.addNote","#
                    + #""params":{"note":"hunter2","idempotencyKey":"hunter2"}}"#,
                #"{"jsonrpc":"2.0","id":3,"method":"sample.addNote","params":{"hunter2":"hunter2"}}"#,
                #"{"jsonrpc":"2.0","id":"hunter2","method":"hunter2"}"#,
                #"{"hunter2"#,
            ] {
                let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
                _ = await logged.answer(to: body, token: "hunter2", traceparent: trace)
            }
        }
        let text = pipe.text()
        #expect(!text.contains("hunter2"))
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.count == 5)
        let first = try parse(try #require(lines.first))
        #expect(first.member("event")?.string == "call")
        #expect(first.member("method")?.string == "sample.changeSecret")
        #expect(first.member("code")?.int64 == 0)
        #expect(first.member("durationMs")?.double ?? -1 >= 0)
        #expect(first.member("caller")?.string == caller.label)
        #expect(first.member("organisation")?.string == caller.organisation.text)
        #expect(first.member("traceId")?.string == "0af7651916cd43dd8448eb211c80319c")
        #expect(lines.map { try? parse($0).member("code")?.int64 } == [0, 0, -32602, -32601, -32700])
        #expect(try parse(lines[3]).member("method")?.string == "_OTHER")
    }

    @Test func aSlowReaderCostsLinesButNoTime() throws {
        let pipe = LogPipe(capacity: 8192)
        defer { pipe.close() }
        let line = Array(repeating: UInt8(ascii: "x"), count: 1023) + [0x0A]
        let count = 1000
        for _ in 0..<count { pipe.sink.write(line) }
        var lines = pipe.lines()
        pipe.sink.flush()
        lines += pipe.lines()
        pipe.sink.write(Array("last\n".utf8))
        lines += pipe.lines()
        let whole = lines.filter { $0.utf8.count == 1023 }.count
        let counts = lines.compactMap { try? parse($0).member("count")?.int64 }
        let dropped = try #require(counts.first)
        #expect(whole > 8)
        #expect(whole + Int(dropped) == count)
        #expect(lines.last == "last")
        #expect(lines.allSatisfy { $0.utf8.count == 1023 || $0.hasPrefix("{") || $0 == "last" })
    }
}
