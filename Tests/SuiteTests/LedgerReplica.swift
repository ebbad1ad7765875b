// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import Testing

/// Another replica of a suite's ledger: the same program with the same settings on other ports.
struct LedgerReplica {
    let name: String
    let port: Int
    private let arguments: [String]
    private let folder: String
    private(set) var program: RunningProgram

    /// - Parameter offset: of its two ports, from the suite's port base.
    init(of suite: SuiteProcesses, _ name: String, portOffset offset: Int) throws {
        self.name = name
        port = suite.portBase + offset
        folder = suite.folder
        var arguments = try Self.commandLine(of: suite.processNumber(of: "ledger"))
        for (flag, value) in ["--listen-port": port, "--management-port": port + 1] {
            let index = try #require(arguments.firstIndex(of: flag))
            arguments[index + 1] = String(value)
        }
        self.arguments = arguments
        program = try Self.start(arguments, folder, name)
    }

    /// Ends it as a power cut would, and waits until the process is gone.
    func kill() async throws {
        #expect(Foundation.kill(program.processNumber, SIGKILL) == 0)
        _ = try await program.end()
    }

    mutating func start() throws {
        program = try Self.start(arguments, folder, name)
    }

    private static func start(_ arguments: [String], _ folder: String, _ name: String) throws -> RunningProgram {
        try RunningProgram(
            SuiteProcesses.executables + "kontor-ledger", Array(arguments.dropFirst()),
            output: "\(folder)/\(name)-\(UInt32.random(in: 0...UInt32.max))")
    }

    private static func commandLine(of process: Int32) throws -> [String] {
        let bytes = try Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline"))
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
}
