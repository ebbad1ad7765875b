// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CoreMetrics
import Synchronization

/// One line, or for a histogram one group of lines, of the exposition.
protocol MetricSeries: AnyObject, Sendable {
    /// Appends the samples. `labels` is `{a="b"}` or empty.
    func write(name: String, labels: MetricLabels, to text: inout String)
}

/// Counts up.
final class CounterSeries: CounterHandler, MetricSeries {
    private let value = Atomic<Int64>(0)

    func increment(by amount: Int64) {
        value.wrappingAdd(amount, ordering: .relaxed)
    }

    func reset() {
        value.store(0, ordering: .relaxed)
    }

    func write(name: String, labels: MetricLabels, to text: inout String) {
        text += "\(name)\(labels.text()) \(value.load(ordering: .relaxed))\n"
    }
}

/// A value that goes up and down.
final class GaugeSeries: MeterHandler, RecorderHandler, MetricSeries {
    private let value = Mutex(0.0)

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }

    func write(name: String, labels: MetricLabels, to text: inout String) {
        text += "\(name)\(labels.text()) \(MetricNumber.text(value.withLock { $0 }))\n"
    }
}

/// A value that is asked for when somebody reads the metrics.
final class AskedSeries: MetricSeries {
    private let ask: @Sendable () -> Double?

    init(_ ask: @escaping @Sendable () -> Double?) {
        self.ask = ask
    }

    func write(name: String, labels: MetricLabels, to text: inout String) {
        guard let value = ask() else { return }
        text += "\(name)\(labels.text()) \(MetricNumber.text(value))\n"
    }
}

/// How often values fell below fixed bounds. Timers record nanoseconds and expose seconds.
final class HistogramSeries: TimerHandler, RecorderHandler, MetricSeries {
    private struct State {
        var counts: [UInt64]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    /// `bounds` rise; a last bucket without bound is added.
    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    /// From half a millisecond to a minute, the greatest timeout of a call.
    static let seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
    /// For sizes and counts.
    static let powers = (0...20).map { Double(1 << $0) }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }

    func write(name: String, labels: MetricLabels, to text: inout String) {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var total: UInt64 = 0
        for (index, count) in counts.enumerated() {
            total += count
            let bound = index < bounds.count ? MetricNumber.text(bounds[index]) : "+Inf"
            text += "\(name)_bucket\(labels.text(and: ("le", bound))) \(total)\n"
        }
        text += "\(name)_sum\(labels.text()) \(MetricNumber.text(sum))\n"
        text += "\(name)_count\(labels.text()) \(total)\n"
    }
}

enum MetricNumber {
    /// As Go's strconv reads it; whole numbers without a point.
    static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        return String(value)
    }
}

/// The labels of a series, in the order in which they were given.
struct MetricLabels: Hashable, Sendable {
    private let pairs: [Pair]

    private struct Pair: Hashable {
        let name: String
        let value: String
    }

    init(_ labels: [(String, String)]) {
        pairs = labels.map { Pair(name: MetricName.valid($0), value: $1) }
    }

    /// The same labels with one value for all of them, for what exceeds the bound on series.
    var others: MetricLabels { MetricLabels(pairs.map { ($0.name, "_OTHER") }) }

    var isEmpty: Bool { pairs.isEmpty }

    func text(and extra: (name: String, value: String)? = nil) -> String {
        let all = pairs.map { ($0.name, $0.value) } + (extra.map { [($0.name, $0.value)] } ?? [])
        guard !all.isEmpty else { return "" }
        return "{" + all.map { "\($0.0)=\"\(MetricLabels.escaped($0.1))\"" }.joined(separator: ",") + "}"
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for character in value.unicodeScalars {
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(character)
            }
        }
        return text
    }
}

enum MetricName {
    /// `[a-zA-Z_][a-zA-Z0-9_]*`, with an underscore for everything else.
    static func valid(_ name: String) -> String {
        var text = ""
        for (index, byte) in name.utf8.enumerated() {
            let isLetter = (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
            let isDigit = (0x30...0x39).contains(byte)
            text += isLetter || (isDigit && index > 0) ? String(UnicodeScalar(byte)) : "_"
        }
        return text.isEmpty ? "_" : text
    }
}
