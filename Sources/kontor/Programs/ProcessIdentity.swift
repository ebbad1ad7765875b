// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One process and no other: its number, when it started, and in which run of the machine. A number alone is given to
/// somebody else's process once ours has ended.
struct ProcessIdentity: Codable, Sendable, Equatable {
    let processID: Int32
    /// Clock ticks since the machine started, from `/proc/PID/stat`.
    let startedAt: UInt64
    /// `/proc/sys/kernel/random/boot_id`.
    let machineRun: String

    /// The process that has this number now; absent when none has, or when it has ended and waits for its parent.
    static func current(_ processID: Int32) -> ProcessIdentity? {
        guard
            let status = try? FileAccess.text("/proc/\(processID)/stat"),
            let machineRun = try? FileAccess.text("/proc/sys/kernel/random/boot_id"),
            let facts = parse(status: status), facts.state != "Z"
        else { return nil }
        return ProcessIdentity(
            processID: processID, startedAt: facts.startedAt,
            machineRun: machineRun.filter { !$0.isWhitespace })
    }

    static func own() throws -> ProcessIdentity {
        guard let identity = current(getpid()) else {
            throw Failure("/proc is not mounted here; kontor needs it to know its own processes.")
        }
        return identity
    }

    /// State and start time; the name in the second field may itself contain blanks and brackets, so fields are
    /// counted from its last closing bracket.
    static func parse(status: String) -> (state: String, startedAt: UInt64)? {
        guard let bracket = status.lastIndex(of: ")") else { return nil }
        let fields = status[status.index(after: bracket)...].split(separator: " ")
        // Field 3 of the file is the first here, field 22 the twentieth.
        guard fields.count >= 20, let startedAt = UInt64(fields[19]) else { return nil }
        return (String(fields[0]), startedAt)
    }

    var isRunning: Bool {
        Self.current(processID) == self
    }

    /// Does nothing when the process is gone, whoever has its number now.
    func send(signal: Int32) {
        guard isRunning else { return }
        kill(processID, signal)
    }

    /// True when it has ended within the time.
    func ends(within limit: Duration) async throws -> Bool {
        let clock = ContinuousClock()
        let deadline = clock.now + limit
        while isRunning {
            guard clock.now < deadline else { return false }
            try await Task.sleep(for: .milliseconds(50))
        }
        return true
    }

    /// SIGTERM, then SIGKILL when that did not help in time.
    func end(within limit: Duration) async throws {
        send(signal: SIGTERM)
        if try await ends(within: limit) { return }
        send(signal: SIGKILL)
        guard try await ends(within: .seconds(5)) else {
            throw Failure("Process \(processID) cannot be ended.")
        }
    }
}
