// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Keeps a service running. What happens to it is no reason to stop the others: they go on without it, and their
/// callers find it again.
struct ServiceWatch: Sendable {
    let record: SuiteRecord
    let console: Console

    /// Runs until the task is cancelled; starts the service again whenever it has ended, for whatever reason.
    /// - Throws: ``Failure`` when it ends before the suite has once been ready: then something is wrong with how it is
    ///   set up, and who starts the suite learns of it at once.
    func keep(_ process: ServiceProcess) async throws {
        let clock = ContinuousClock()
        var pause = RestartPause()
        var ending = try await first(process)
        var ranFor = ending.time
        while true {
            let wait = pause.next(afterRunning: ranFor)
            console.note(
                "\(process.service.executable) has ended: \(ending.reason). "
                    + "It is started again in \(Console.seconds(wait)).\n\(process.lastLines)")
            try await clock.sleep(for: wait)
            let began = clock.now
            let reason = try await again(process)
            ranFor = clock.now - began
            ending = (reason, ranFor)
        }
    }

    private func first(_ process: ServiceProcess) async throws -> (reason: String, time: Duration) {
        let clock = ContinuousClock()
        let began = clock.now
        let status = try await process.serve { identity in
            try await record.update { $0.services[process.service.rawValue] = identity }
        }
        try Task.checkCancellation()
        guard await record.state.phase == .ready else {
            throw Failure("\(process.service.executable) has ended: \(status)", advice: process.lastLines)
        }
        return ("\(status)", clock.now - began)
    }

    /// Answers how it ended. A program that cannot be started, because it is being replaced or memory is short, may be
    /// startable at the next attempt.
    private func again(_ process: ServiceProcess) async throws -> String {
        let service = process.service.rawValue
        do {
            let status = try await process.serve { identity in
                try await record.update {
                    $0.services[service] = identity
                    $0.restarts = ($0.restarts ?? [:]).merging([service: 1], uniquingKeysWith: +)
                }
                try await tellWhenReady(process, identity)
            }
            try Task.checkCancellation()
            return "\(status)"
        } catch {
            try Task.checkCancellation()
            return "it could not be started: \(error)"
        }
    }

    private func tellWhenReady(_ process: ServiceProcess, _ identity: ProcessIdentity) async throws {
        while identity.isRunning {
            if try await ServiceReadiness.ask(process.service, base: process.portBase) == .ready {
                return console.note("\(process.service.executable) is ready again.")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
