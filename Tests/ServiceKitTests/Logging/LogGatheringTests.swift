// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ServiceKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct LogGatheringTests {
    private func line(_ text: String) -> [UInt8] {
        Array((text + "\n").utf8)
    }

    /// Runs `body` while the sink gathers.
    private func gathering(into pipe: LogPipe, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await pipe.sink.gather() }
            // Once it gathers, a line that may wait is not in the pipe at once.
            var probes = 0
            repeat {
                await Task.yield()
                pipe.sink.write(line("probe"), mayWait: true)
                probes += 1
            } while !pipe.lines().isEmpty && probes < 1_000_000
            try await body()
            group.cancelAll()
        }
    }

    private func next(_ pipe: LogPipe) async -> [String] {
        var lines: [String] = []
        while lines.isEmpty {
            await Task.yield()
            lines = pipe.lines()
        }
        return lines
    }

    @Test func aLineThatMayWaitComesByItself() async throws {
        let pipe = LogPipe()
        defer { pipe.close() }
        try await gathering(into: pipe) {
            #expect(await next(pipe) == ["probe"])
            pipe.sink.write(line("a"), mayWait: true)
            pipe.sink.write(line("b"), mayWait: true)
            var lines: [String] = []
            while lines.count < 2 { lines += await next(pipe) }
            #expect(lines == ["a", "b"])
        }
    }

    @Test func whatMayNotWaitBringsTheOthersBeforeIt() async throws {
        let pipe = LogPipe()
        defer { pipe.close() }
        try await gathering(into: pipe) {
            pipe.sink.write(line("waits"), mayWait: true)
            pipe.sink.write(line("an error"))
            let lines = pipe.lines()
            #expect(lines.suffix(2) == ["waits", "an error"])
        }
    }

    /// As many as one write takes do not wait for the clock.
    @Test func manyLinesAreWrittenAtOnceAndWhole() async throws {
        let pipe = LogPipe()
        defer { pipe.close() }
        let lines = (1...200).map { "line \($0) " + String(repeating: "x", count: $0) }
        var seen: [String] = []
        try await gathering(into: pipe) {
            for text in lines { pipe.sink.write(line(text), mayWait: true) }
            seen = pipe.lines()
            #expect(seen.count > 150)
        }
        // The end writes the rest.
        seen += pipe.lines()
        #expect(seen.filter { $0 != "probe" } == lines)
    }

    @Test func nothingWaitsWhenNobodyGathers() {
        let pipe = LogPipe()
        defer { pipe.close() }
        pipe.sink.write(line("a"), mayWait: true)
        #expect(pipe.lines() == ["a"])
    }
}
