// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import JSONRPC
import Synchronization

/// Counts and times calls by method and code. Both come from the contracts, so their number is bounded.
package final class CallMetrics: CallObserver {
    private struct Key: Hashable {
        let method: String
        let code: Int
    }

    private let metrics: ServiceMetrics
    private let active: MetricGauge
    private let timers = Mutex<[Key: MetricTimer]>([:])

    package init(_ metrics: ServiceMetrics) {
        self.metrics = metrics
        active = metrics.gauge("rpc_server_active_requests", "Calls that are being answered.")
    }

    package func callDidStart() {
        active.increment()
    }

    package func callDidEnd(_ record: CallRecord) {
        active.decrement()
        timer(Key(method: record.method, code: record.code)).record(record.duration)
    }

    private func timer(_ key: Key) -> MetricTimer {
        timers.withLock { timers in
            if let timer = timers[key] { return timer }
            let timer = metrics.timer(
                "rpc_server_call_duration_seconds", "How long calls took, by method and code (0 is a result).",
                labels: [("method", key.method), ("code", String(key.code))])
            timers[key] = timer
            return timer
        }
    }
}

/// Tells several observers.
package struct CallObservers: CallObserver {
    private let observers: [any CallObserver]

    package init(_ observers: [any CallObserver]) {
        self.observers = observers
    }

    package func callDidStart() {
        for observer in observers { observer.callDidStart() }
    }

    package func callDidEnd(_ record: CallRecord) {
        for observer in observers { observer.callDidEnd(record) }
    }
}
