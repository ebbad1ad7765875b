// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Stops the suite of a data directory, whoever started it and however that one ended.
struct Shutdown: Sendable {
    let directory: DataDirectory
    let console: Console

    /// Longest wait for a supervisor: its services drain, and PostgreSQL writes what it has in memory.
    private static let patience: Duration = .seconds(180)
    /// Longest wait for one that has just begun to write itself down.
    private static let bornWithin: Duration = .seconds(5)

    func run() async throws {
        guard let lock = try SuiteLock.acquire(directory) else { return try await stopSupervisor() }
        do {
            try await stopLeftovers()
            lock.release()
        } catch {
            lock.release()
            throw error
        }
    }

    private func stopSupervisor() async throws {
        let file = SuiteStateFile(path: directory.stateFile)
        let clock = ContinuousClock()
        let deadline = clock.now + Self.bornWithin
        var supervisor: ProcessIdentity?
        while supervisor == nil, clock.now < deadline {
            if case .state(let state) = file.read(), let known = state.supervisor, known.isRunning {
                supervisor = known
            }
            if supervisor == nil { try await Task.sleep(for: .milliseconds(50)) }
        }
        guard let supervisor else {
            throw Failure("Some process holds \(directory.lockFile), but has not written down which it is.")
        }
        try await console.step("Stopping the suite (process \(supervisor.processID))") {
            supervisor.send(signal: SIGTERM)
            guard try await supervisor.ends(within: Self.patience) else {
                throw Failure(
                    "Process \(supervisor.processID) does not end.", advice: "See the logs in \(directory.logs)")
            }
        }
        console.note("Stopped. The data stays in \(directory.path).")
    }

    /// No supervisor: services and cluster may still run after one that was killed.
    private func stopLeftovers() async throws {
        let file = SuiteStateFile(path: directory.stateFile)
        var state = try file.readOrRecover(console)
        let orphans = state.orphans()
        for orphan in orphans {
            try await console.step("Stopping kontor-\(orphan.name)") {
                try await orphan.process.end(within: ServiceProcess.stopWithin)
            }
        }
        var stopped = !orphans.isEmpty
        if let cluster = try await Database.recorded(in: state), cluster.isRunning {
            try await Database.own(cluster).stop(console)
            stopped = true
        }
        state.services = [:]
        state.supervisor = nil
        state.phase = .stopped
        try file.write(state)
        console.note(stopped ? "Stopped. The data stays in \(directory.path)." : "Nothing was running.")
    }
}
