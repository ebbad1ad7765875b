// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Glibc

/// What the kernel knows of this process, by Prometheus' usual names.
enum ProcessMetrics {
    static func register(in registry: PrometheusRegistry, startedAt: Instant) {
        let started = Double(startedAt.microseconds) / 1e6
        registry.ask("process_start_time_seconds", "When the process started, since 1970-01-01.") { started }
        registry.ask("process_resident_memory_bytes", "Resident memory.") { residentMemory() }
        registry.askCounter("process_cpu_seconds_total", "Time on processors, of the program and the kernel for it.") {
            processorTime()
        }
    }

    /// The second field of `/proc/self/statm` counts pages.
    private static func residentMemory() -> Double? {
        guard let file = fopen("/proc/self/statm", "r") else { return nil }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = fread(&buffer, 1, buffer.count, file)
        let fields = String(decoding: buffer.prefix(count), as: UTF8.self).split(separator: " ")
        guard fields.count > 1, let pages = Double(fields[1]) else { return nil }
        return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static func processorTime() -> Double? {
        var time = timespec()
        guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return nil }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
