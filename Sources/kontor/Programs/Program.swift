// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import Subprocess

/// Another program, run to its end.
///
/// Each run is in a process group of its own: Ctrl-C at the terminal reaches `kontor` alone, which then ends what it
/// started in the right order.
struct Program: Sendable {
    /// Absolute path.
    let executable: String
    var arguments: [String] = []
    /// Added to the inherited environment. Secrets go here or to standard input, never into `arguments`.
    var environment: [String: String] = [:]
    /// Runs as this user; only the superuser can ask for it.
    var user: SystemUser?

    /// How it ended.
    enum Ending: Sendable, Equatable, CustomStringConvertible {
        case exited(Int32)
        case killed(signal: Int32)

        var isSuccess: Bool { self == .exited(0) }

        var description: String {
            switch self {
            case .exited(let code): "it ended with status \(code)"
            case .killed(let signal): "it was ended by signal \(signal)"
            }
        }

        fileprivate init(_ status: TerminationStatus) {
            switch status {
            case .exited(let code): self = .exited(code)
            case .signaled(let signal): self = .killed(signal: signal)
            }
        }
    }

    struct Outcome: Sendable {
        let status: Ending
        let output: String
        let errors: String

        var succeeded: Bool { status.isSuccess }
    }

    /// Most that is kept of what a program prints, in bytes; more fails the run.
    private static let outputLimit = 4 << 20

    /// Collects what it prints.
    func run(input: String = "") async throws -> Outcome {
        let result = try await Subprocess.run(
            .path(Self.filePath(command[0])),
            arguments: Arguments(Array(command.dropFirst())),
            environment: inheritedEnvironment,
            platformOptions: platformOptions(stopWithin: nil),
            input: .string(input),
            output: .string(limit: Self.outputLimit),
            error: .string(limit: Self.outputLimit))
        return Outcome(
            status: Ending(result.terminationStatus), output: result.standardOutput, errors: result.standardError)
    }

    /// What it prints, when it succeeds.
    /// - Throws: ``Failure`` with the last lines of its complaint otherwise.
    @discardableResult
    func output(input: String = "", whenFailing message: String) async throws -> String {
        let outcome = try await run(input: input)
        guard outcome.succeeded else {
            let complaint = outcome.errors.isEmpty ? outcome.output : outcome.errors
            throw Failure("\(message): \(outcome.status)", advice: LogTail.last(lines: 12, of: complaint))
        }
        return outcome.output
    }

    /// Appends what it prints to a log, for as long as it runs.
    ///
    /// Cancelling the task sends SIGTERM, and SIGKILL after `stopWithin`.
    /// - Parameter started: called once with the process's identifier, before anything is awaited.
    func run(
        loggingTo log: String, stopWithin: Duration, started: @Sendable (Int32) async throws -> Void = { _ in }
    ) async throws -> Ending {
        let descriptor = try FileAccess.openForAppending(log)
        defer { FileAccess.close(descriptor) }
        let result = try await Subprocess.run(
            .path(Self.filePath(command[0])),
            arguments: Arguments(Array(command.dropFirst())),
            environment: inheritedEnvironment,
            platformOptions: platformOptions(stopWithin: stopWithin),
            input: .none,
            output: .fileDescriptor(Self.fileDescriptor(descriptor), closeAfterSpawningProcess: false),
            error: .fileDescriptor(Self.fileDescriptor(descriptor), closeAfterSpawningProcess: false)
        ) { execution in
            try await started(execution.processIdentifier.value)
        }
        return Ending(result.terminationStatus)
    }

    /// Another user's program is started by `setpriv`: Subprocess can change users too, but does so between fork and
    /// exec by calls that take locks, and the child of a process with several threads may wait for those for ever.
    private var command: [String] {
        guard let user else { return [executable] + arguments }
        return [
            "/usr/bin/setpriv", "--reuid=\(user.userID)", "--regid=\(user.groupID)", "--clear-groups", "--", executable,
        ] + arguments
    }

    private var inheritedEnvironment: Environment {
        var changes: [Environment.Key: String?] = [:]
        for (name, value) in environment {
            if let key = Environment.Key(rawValue: name) { changes[key] = value }
        }
        return .inherit.updating(changes)
    }

    private func platformOptions(stopWithin: Duration?) -> PlatformOptions {
        var options = PlatformOptions()
        options.processGroupID = 0
        if let stopWithin {
            options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: stopWithin)]
        }
        return options
    }

    // Subprocess names files and descriptors by swift-system's types, which this package does not depend on by itself;
    // their standard protocols are enough to make one.
    private static func filePath<Path: ExpressibleByStringLiteral>(_ path: String) -> Path
    where Path.StringLiteralType == String {
        Path(stringLiteral: path)
    }

    private static func fileDescriptor<Descriptor: RawRepresentable>(_ raw: Int32) -> Descriptor
    where Descriptor.RawValue == Int32 {
        guard let descriptor = Descriptor(rawValue: raw) else { preconditionFailure("any number is a descriptor") }
        return descriptor
    }
}
