// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import UnixSignals

/// The four services and their database, from start to stop. One process at a time runs it for a data directory.
struct Suite: Sendable {
    let directory: DataDirectory
    let portBase: Int
    let console: Console

    /// Longest wait for all services to become ready.
    private static let readyWithin: Duration = .seconds(60)

    /// Runs until a signal (then returns its name), or until a service ends before all were ready or `work` fails (then
    /// throws); in any case everything is stopped before it returns. A service that ends later is started again.
    /// - Parameter work: done once everything is ready; the suite goes on running after it.
    func run(work: @escaping @Sendable () async throws -> Void) async throws -> String {
        guard let lock = try SuiteLock.acquire(directory) else { throw alreadyRunning() }
        do {
            let signal = try await runLocked(work: work)
            lock.release()
            return signal
        } catch {
            lock.release()
            throw error
        }
    }

    private func alreadyRunning() -> Failure {
        Failure(
            "A suite is already running with its data in \(directory.path).",
            advice: "'kontor status' shows it, 'kontor down' stops it.")
    }

    private func runLocked(work: @escaping @Sendable () async throws -> Void) async throws -> String {
        let file = SuiteStateFile(path: directory.stateFile)
        var state = try file.readOrRecover(console)
        let orphans = state.orphans()
        state.supervisor = try .own()
        state.phase = .starting
        state.portBase = portBase
        state.restarts = [:]
        let record = SuiteRecord(state, in: file)
        try await record.update { _ in }
        let outcome: Result<String, any Error>
        do {
            let signal = try await Self.untilSignal {
                try await endOrphans(orphans)
                try await record.update { $0.services = [:] }
                try await startAndServe(record, work: work)
            }
            console.note("Stopping (\(signal))")
            outcome = .success(signal)
        } catch {
            outcome = .failure(error)
        }
        try await stopDatabase(record)
        return try outcome.get()
    }

    /// What an earlier run, killed before it could stop them, has left behind.
    private func endOrphans(_ orphans: [(name: String, process: ProcessIdentity)]) async throws {
        for orphan in orphans {
            try await console.step("Ending kontor-\(orphan.name), left over from a run that was killed") {
                try await orphan.process.end(within: ServiceProcess.stopWithin)
            }
        }
    }

    private func stopDatabase(_ record: SuiteRecord) async throws {
        try await record.update {
            $0.phase = .stopping
            $0.services = [:]
        }
        if await record.state.externalServer == nil, let cluster = try await Database.recorded(in: await record.state) {
            try await Database.own(cluster).stop(console)
        }
        try await record.update {
            $0.phase = .stopped
            $0.supervisor = nil
        }
    }

    private func startAndServe(_ record: SuiteRecord, work: @escaping @Sendable () async throws -> Void) async throws {
        let executables = try Executables.directory()
        try Ports.requireFree(base: portBase)
        let made = try CertificateStore(directory: directory.certificates).ensure(now: WallClock.now)
        if !made.isEmpty { console.note("- Made certificates: \(made.joined(separator: ", "))") }
        let server = try await Database.choose(for: directory, record: record).start(directory, console)
        let processes = ServiceName.allCases.map {
            ServiceProcess(
                service: $0, directory: directory, server: server, portBase: portBase, executables: executables)
        }
        for process in processes {
            try await console.step("Migrating \(process.service.rawValue)") { try await process.migrate() }
        }
        try await serve(processes, record, work: work)
    }

    private func serve(
        _ processes: [ServiceProcess], _ record: SuiteRecord, work: @escaping @Sendable () async throws -> Void
    ) async throws {
        let watch = ServiceWatch(record: record, console: console)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for process in processes {
                group.addTask { try await watch.keep(process) }
            }
            group.addTask {
                try await waitUntilReady(processes)
                try await record.update { $0.phase = .ready }
                console.note("Ready. Logs: \(directory.logs)")
                try await work()
            }
            // The first that fails ends the others.
            for try await _ in group {}
        }
    }

    private func waitUntilReady(_ processes: [ServiceProcess]) async throws {
        try await console.step("Starting \(processes.map(\.service.rawValue).joined(separator: ", "))") {
            let clock = ContinuousClock()
            let deadline = clock.now + Self.readyWithin
            for process in processes {
                while true {
                    let answer = try await ServiceReadiness.ask(process.service, base: portBase)
                    if answer == .ready { break }
                    guard clock.now < deadline else {
                        throw Failure(
                            "\(process.service.executable) is not ready: \(answer)", advice: process.lastLines)
                    }
                    try await Task.sleep(for: .milliseconds(100))
                }
            }
        }
    }

    /// Cancels `body` at the first SIGINT, SIGTERM or SIGHUP, waits for its end and returns the signal's name.
    private static func untilSignal(_ body: @escaping @Sendable () async throws -> Void) async throws -> String {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
        return try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask {
                try await body()
                return nil
            }
            group.addTask {
                for await signal in signals { return "\(signal)" }
                return nil
            }
            guard let first = try await group.next(), let signal = first else {
                throw Failure("The services have ended.")
            }
            group.cancelAll()
            // What a cancelled start throws is no news.
            while let _ = await group.nextResult() {}
            return signal
        }
    }
}
