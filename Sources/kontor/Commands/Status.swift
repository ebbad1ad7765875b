// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser
import Contracts

/// Tells what runs.
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what runs, its versions, where it listens and whether it is ready.",
        discussion: """
            Ends with 0 when all services are ready, with 1 otherwise. A service that has ended is started \
            again by itself: 'restarts' counts that since the suite was started, and supervisor.log (or the terminal \
            of 'kontor up') says why.

            EXAMPLE
              kontor status --data-dir .kontor
            """)

    @OptionGroup var data: DataDirectoryOption

    func run() async throws {
        let console = Console.standard
        let directory = try DataDirectory.require(data.path)
        let state: SuiteState
        switch SuiteStateFile(path: directory.stateFile).read() {
        case .state(let known): state = known
        case .none: state = SuiteState()
        case .damaged:
            throw Failure("The state file \(directory.stateFile) cannot be read.", advice: "Run 'kontor down'.")
        }
        let isSupervised = try SuiteLock.isHeld(directory)
        console.result("suite        \(isSupervised ? state.phase.rawValue : "not running")")
        if isSupervised, let supervisor = state.supervisor {
            console.result("supervisor   process \(supervisor.processID)")
        }
        console.result("data         \(directory.path)")
        console.result("logs         \(directory.logs)")
        console.result("database     \(try await describeDatabase(of: state))")
        console.result()
        let (table, allReady) = try await services(of: state)
        table.lines.forEach { console.result($0) }
        if !isSupervised, !state.orphans().isEmpty {
            console.note("Services run that nobody looks after: 'kontor down' ends them, 'kontor up' starts afresh.")
        }
        guard allReady else { throw ExitCode(1) }
    }

    private func describeDatabase(of state: SuiteState) async throws -> String {
        if let server = state.externalServer { return server }
        guard let cluster = try await Database.recorded(in: state) else { return "none yet" }
        return "\(cluster.isRunning ? "running" : "stopped") in \(cluster.place.directory)"
    }

    private func services(of state: SuiteState) async throws -> (Table, allReady: Bool) {
        let executables = try Executables.directory()
        var table = Table(
            .left("service"), .right("process"), .left("address"), .left("state"), .left("version"), .right("restarts"))
        var allReady = true
        for service in ServiceName.allCases {
            let process = state.services[service.rawValue].flatMap { $0.isRunning ? $0 : nil }
            let condition =
                process == nil
                ? "not running" : Self.words(try await ServiceReadiness.ask(service, base: state.portBase))
            allReady = allReady && condition == "ready"
            let version = try await Program(
                executable: "\(executables)/\(service.executable)", arguments: ["--version"]
            ).run().output.filter { !$0.isNewline }
            table.add(
                service.rawValue, process.map { "\($0.processID)" } ?? "-", service.url(base: state.portBase),
                condition,
                version, "\(state.restarts?[service.rawValue] ?? 0)")
        }
        return (table, allReady)
    }

    private static func words(_ answer: ServiceReadiness.Answer) -> String {
        switch answer {
        case .ready: "ready"
        case .notReady(let reason): "not ready: \(reason)"
        case .silent: "does not answer"
        }
    }
}
