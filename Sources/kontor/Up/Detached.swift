// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import FoundationEssentials

/// A suite in the background: a supervisor in a session of its own, which outlives the terminal.
struct Detached: Sendable {
    let directory: DataDirectory
    let portBase: Int
    let console: Console

    /// Longest wait for the supervisor to write itself down.
    private static let bornWithin: Duration = .seconds(15)

    /// Starts the supervisor, shows what it says, and returns once everything is ready.
    func start() async throws {
        guard try !SuiteLock.isHeld(directory) else {
            throw Failure(
                "A suite is already running with its data in \(directory.path).",
                advice: "'kontor status' shows it, 'kontor down' stops it.")
        }
        let earlier = currentState()?.supervisor
        try FileAccess.replace(directory.supervisorLog, with: "", mode: FileAccess.secretMode)
        let launcher = Program(
            executable: try Self.setsid(),
            arguments: [
                "--fork", try Executables.own(), "up", "--supervise", "--data-dir", directory.path,
                "--port-base", "\(portBase)",
            ])
        let status = try await launcher.run(loggingTo: directory.supervisorLog, stopWithin: .seconds(1))
        guard status.isSuccess else { throw Failure("The supervisor cannot be started: \(status)") }
        try await follow(after: earlier)
    }

    private func follow(after earlier: ProcessIdentity?) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + Self.bornWithin
        var shown = 0
        while true {
            let state = currentState()
            let supervisor = state?.supervisor.flatMap { $0 == earlier ? nil : $0 }
            let isRunning = supervisor?.isRunning ?? false
            shown = showLog(from: shown)
            if isRunning, state?.phase == .ready { return }
            // Until it has written itself down it may be starting, or have failed at once.
            if supervisor == nil ? clock.now > deadline || hasFailed(shown) : !isRunning {
                _ = showLog(from: shown)
                throw Failure("The suite has not started.", advice: "The whole log: \(directory.supervisorLog)")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// It has said something, and nobody holds the lock.
    private func hasFailed(_ shown: Int) -> Bool {
        guard shown > 0 else { return false }
        return (try? SuiteLock.isHeld(directory)) == false
    }

    /// Shows what is new in the supervisor's log; returns how much of it has been shown.
    private func showLog(from start: Int) -> Int {
        guard let bytes = try? FileAccess.read(directory.supervisorLog), bytes.count > start else { return start }
        let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? start
        guard end > start else { return start }
        console.note(String(decoding: bytes[start..<(end - 1)], as: UTF8.self))
        return end
    }

    private func currentState() -> SuiteState? {
        guard case .state(let state) = SuiteStateFile(path: directory.stateFile).read() else { return nil }
        return state
    }

    private static func setsid() throws -> String {
        let found = ["/usr/bin/setsid", "/bin/setsid"].first { FileAccess.isExecutable($0) }
        guard let found else {
            throw Failure("--detach needs the program setsid (package util-linux).")
        }
        return found
    }
}
