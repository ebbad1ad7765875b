// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import CoreMetrics
import Synchronization

/// The backend of swift-metrics: keeps every series and writes them in Prometheus' text format, version 0.0.4.
///
/// A metric has a bounded number of series. What comes beyond shares one whose label values are `_OTHER`, so that
/// no mistake with a label can fill the memory of a service or of its Prometheus.
package final class PrometheusRegistry: MetricsFactory {
    enum Kind: String {
        case counter, gauge, histogram
    }

    private struct Family {
        let kind: Kind
        var series: [MetricLabels: any MetricSeries] = [:]
        var order: [MetricLabels] = []
    }

    private struct State {
        var families: [String: Family] = [:]
        var help: [String: String] = [:]
    }

    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private let state = Mutex(State())
    private let seriesLimit: Int

    package init(seriesLimit: Int = 1000) {
        self.seriesLimit = seriesLimit
    }

    /// The sentence that stands beside a metric.
    package func describe(_ name: String, _ help: String) {
        state.withLock { $0.help[MetricName.valid(name)] = help }
    }

    /// A gauge whose value is asked for at each reading; nil leaves it out.
    package func ask(
        _ name: String, _ help: String, labels: [(String, String)] = [], _ value: @escaping @Sendable () -> Double?
    ) {
        describe(name, help)
        _ = series(name, .gauge, labels) { AskedSeries(value) }
    }

    /// The same for a value that only rises.
    package func askCounter(_ name: String, _ help: String, _ value: @escaping @Sendable () -> Double?) {
        describe(name, help)
        _ = series(name, .counter, []) { AskedSeries(value) }
    }

    package func exposition() -> String {
        let (families, help) = state.withLock { ($0.families, $0.help) }
        var text = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            var samples = ""
            for labels in family.order {
                family.series[labels]?.write(name: name, labels: labels, to: &samples)
            }
            guard !samples.isEmpty else { continue }
            if let help = help[name] { text += "# HELP \(name) \(PrometheusRegistry.oneLine(help))\n" }
            text += "# TYPE \(name) \(family.kind.rawValue)\n" + samples
        }
        return text
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, .counter, dimensions) { CounterSeries() }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, .gauge, dimensions) { GaugeSeries() }
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate
            ? series(label, .histogram, dimensions) { HistogramSeries(bounds: HistogramSeries.powers) }
            : series(label, .gauge, dimensions) { GaugeSeries() }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, .histogram, dimensions) { HistogramSeries(bounds: HistogramSeries.seconds) }
    }

    package func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    package func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    package func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    package func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    /// The series of these labels, made at the first time. A name that is used for two kinds of metric keeps the
    /// first kind; the second one's values go nowhere, since an exposition can name only one.
    private func series<Series: MetricSeries>(
        _ name: String, _ kind: Kind, _ labels: [(String, String)], make: () -> Series
    ) -> Series {
        let name = MetricName.valid(name)
        let wanted = MetricLabels(labels)
        return state.withLock { state in
            var family = state.families[name] ?? Family(kind: kind)
            defer { state.families[name] = family }
            if let known = family.series[wanted] { return known as? Series ?? make() }
            let isFull = family.series.count >= seriesLimit && !wanted.isEmpty
            let labels = isFull ? wanted.others : wanted
            if let known = family.series[labels] { return known as? Series ?? make() }
            guard family.kind == kind else { return make() }
            let series = make()
            family.series[labels] = series
            family.order.append(labels)
            return series
        }
    }

    private func remove(_ handler: AnyObject) {
        state.withLock { state in
            for (name, family) in state.families {
                guard let labels = family.series.first(where: { $0.value === handler })?.key else { continue }
                state.families[name]?.series[labels] = nil
                state.families[name]?.order.removeAll { $0 == labels }
            }
        }
    }

    private static func oneLine(_ text: String) -> String {
        text.split(separator: "\n").joined(separator: " ").split(separator: "\\").joined(separator: "\\\\")
    }
}
