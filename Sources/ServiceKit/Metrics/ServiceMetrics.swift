// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CoreMetrics
import Metrics

/// The metrics of a service. Names are Prometheus', units last: `ledger_entries_posted_total`.
///
/// Label values come from closed sets, never from callers.
package struct ServiceMetrics: Sendable {
    package let registry: PrometheusRegistry

    package init(_ registry: PrometheusRegistry = PrometheusRegistry()) {
        self.registry = registry
    }

    /// Counts up; `name` ends in `_total`. Make it once and keep it.
    package func counter(_ name: String, _ help: String, labels: [(String, String)] = []) -> MetricCounter {
        registry.describe(name, help)
        return MetricCounter(Counter(label: name, dimensions: labels, factory: registry))
    }

    /// A histogram of durations; `name` ends in `_seconds`. Make it once and keep it.
    package func timer(_ name: String, _ help: String, labels: [(String, String)] = []) -> MetricTimer {
        registry.describe(name, help)
        return MetricTimer(Timer(label: name, dimensions: labels, factory: registry))
    }

    package func gauge(_ name: String, _ help: String, labels: [(String, String)] = []) -> MetricGauge {
        registry.describe(name, help)
        return MetricGauge(Meter(label: name, dimensions: labels, factory: registry))
    }

    /// A gauge whose value is asked for whenever the metrics are read; nil leaves it out.
    package func gauge(
        _ name: String, _ help: String, labels: [(String, String)] = [], asking value: @escaping @Sendable () -> Double?
    ) {
        registry.ask(name, help, labels: labels, value)
    }
}

package struct MetricCounter: Sendable {
    private let counter: Counter
    init(_ counter: Counter) { self.counter = counter }
    package func increment(by amount: Int = 1) { counter.increment(by: amount) }
}

package struct MetricGauge: Sendable {
    private let meter: Meter
    init(_ meter: Meter) { self.meter = meter }
    package func set(_ value: Double) { meter.set(value) }
    package func increment(by amount: Double = 1) { meter.increment(by: amount) }
    package func decrement(by amount: Double = 1) { meter.decrement(by: amount) }
}

package struct MetricTimer: Sendable {
    private let timer: Timer
    init(_ timer: Timer) { self.timer = timer }

    package func record(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        timer.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
