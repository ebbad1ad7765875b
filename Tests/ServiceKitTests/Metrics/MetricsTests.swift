// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import ServiceKit
import TestKit
import Testing

@Suite struct MetricsTests {
    private let metrics = ServiceMetrics()

    /// The text by sample, after each line was found to be of the format's grammar.
    private func samples() throws -> [String: String] {
        var samples: [String: String] = [:]
        let text = metrics.registry.exposition()
        #expect(text.isEmpty || text.hasSuffix("\n"))
        let name = "[a-zA-Z_:][a-zA-Z0-9_:]*"
        let comment = try Regex("^# (HELP \(name) .*|TYPE \(name) (counter|gauge|histogram))$")
        let label = #"[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\[\\n"])*""#
        let sample = try Regex(#"^\#(name)(\{\#(label)(,\#(label))*\})? (-?[0-9.]+(e[+-]?[0-9]+)?|[+-]Inf|NaN)$"#)
        for line in text.split(separator: "\n") {
            if line.hasPrefix("#") {
                #expect(line.wholeMatch(of: comment) != nil, "\(line)")
            } else {
                #expect(line.wholeMatch(of: sample) != nil, "\(line)")
                let parts = line.split(separator: " ")
                let key = parts.dropLast().joined(separator: " ")
                #expect(samples[key] == nil, "\(line) stands there twice")
                samples[key] = String(parts[parts.count - 1])
            }
        }
        return samples
    }

    @Test func countersAndGaugesAreWritten() throws {
        let counter = metrics.counter("notes_total", "Notes.\nSecond line.", labels: [("kind", "a\"b\\c\nd")])
        counter.increment()
        counter.increment(by: 2)
        let gauge = metrics.gauge("notes_open", "Open notes.")
        gauge.set(2.5)
        gauge.decrement()
        metrics.gauge("asked", "Asked.") { 7 }
        metrics.gauge("absent", "Nobody knows.") { nil }
        let samples = try samples()
        #expect(samples["notes_total{kind=\"a\\\"b\\\\c\\nd\"}"] == "3")
        #expect(samples["notes_open"] == "1.5")
        #expect(samples["asked"] == "7")
        #expect(!samples.keys.contains { $0.hasPrefix("absent") })
    }

    @Test func bucketsOfAHistogramAddUp() throws {
        let timer = metrics.timer("wait_seconds", "Waits.")
        for milliseconds in [0, 1, 3, 3, 70_000] { timer.record(.milliseconds(milliseconds)) }
        let samples = try samples()
        #expect(samples["wait_seconds_bucket{le=\"0.0005\"}"] == "1")
        #expect(samples["wait_seconds_bucket{le=\"0.001\"}"] == "2")
        #expect(samples["wait_seconds_bucket{le=\"0.005\"}"] == "4")
        #expect(samples["wait_seconds_bucket{le=\"60\"}"] == "4")
        #expect(samples["wait_seconds_bucket{le=\"+Inf\"}"] == "5")
        #expect(samples["wait_seconds_count"] == "5")
        #expect(samples["wait_seconds_sum"] == "70.007")
    }

    @Test func theSameNameAndLabelsAreOneSeries() throws {
        metrics.counter("twice_total", "Twice.").increment()
        metrics.counter("twice_total", "Twice.").increment()
        #expect(try samples()["twice_total"] == "2")
    }

    @Test func seriesBeyondTheBoundShareOne() throws {
        let registry = PrometheusRegistry(seriesLimit: 2)
        let metrics = ServiceMetrics(registry)
        for name in ["a", "b", "c", "d"] { metrics.counter("x_total", "X.", labels: [("name", name)]).increment() }
        let text = registry.exposition()
        #expect(text.contains(#"x_total{name="b"} 1"#))
        #expect(!text.contains(#"name="c""#))
        #expect(text.contains(#"x_total{name="_OTHER"} 2"#))
    }

    @Test func callsAreCountedByMethodAndCode() async throws {
        let observer = CallMetrics(metrics)
        try await withService(SampleServer.self) { sample in
            let endpoint = try LoggedEndpoint(sample.context, observer, caller: sample.caller)
            for method in ["sample.countNotes", "sample.countNotes", "a.b", "c.d"] {
                _ = await endpoint.answer(to: #"{"jsonrpc":"2.0","id":1,"method":"\#(method)"}"#)
            }
        }
        let samples = try samples()
        let name = "rpc_server_call_duration_seconds_count"
        #expect(samples["\(name){method=\"sample.countNotes\",code=\"0\"}"] == "2")
        #expect(samples["\(name){method=\"_OTHER\",code=\"-32601\"}"] == "2")
        #expect(samples["rpc_server_active_requests"] == "0")
    }
}
