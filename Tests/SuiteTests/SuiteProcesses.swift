// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import JSON
import JSONRPC
import Testing

/// The whole suite as an operator runs it: `kontor up` and its processes, in a folder of its own, removed at the end.
struct SuiteProcesses {
    /// What a run of `kontor` said and how it ended.
    struct Run {
        let status: Int32
        let output: String
        let errors: String

        var failure: Comment { Comment(rawValue: "status \(status)\n\(output)\n\(errors)") }
    }

    let folder: String
    let portBase: Int

    /// The executables stand beside the tests.
    static let executables: String = {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: own).deletingLastPathComponent().path()
    }()

    static func with<Answer>(_ body: (SuiteProcesses) async throws -> Answer) async throws -> Answer {
        let folder = "/tmp/kontor-suite-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let suite = SuiteProcesses(folder: folder, portBase: try freePortBase())
        let guardian = try suite.startGuardian()
        defer {
            guardian.terminate()
            guardian.waitUntilExit()
        }
        do {
            let answer = try await body(suite)
            try await suite.remove()
            return answer
        } catch {
            try await suite.remove()
            throw error
        }
    }

    private func remove() async throws {
        _ = try await kontor("down")
        try FileManager.default.removeItem(atPath: folder)
    }

    /// Stops and removes the suite when this process ends without having done so, however it ends.
    private func startGuardian() throws -> Process {
        let guardian = Process()
        guardian.executableURL = URL(filePath: "/bin/sh")
        guardian.arguments = [
            "-c",
            """
            trap exit TERM
            while kill -0 "$0" 2>/dev/null; do sleep 1; done
            "$1" down --data-dir "$2/data"; rm -rf "$2"
            """, String(ProcessInfo.processInfo.processIdentifier), Self.executables + "kontor", folder,
        ]
        try guardian.run()
        return guardian
    }

    /// Runs `kontor` on this suite's data and waits for its end.
    func kontor(_ arguments: String...) async throws -> Run {
        try await kontor(arguments)
    }

    func kontor(_ arguments: [String]) async throws -> Run {
        try await start(arguments).end()
    }

    func up(_ arguments: String...) async throws -> Run {
        try await kontor(["up", "--detach", "--port-base", String(portBase)] + arguments)
    }

    func start(_ arguments: [String]) throws -> RunningProgram {
        try RunningProgram(
            Self.executables + "kontor", arguments + ["--data-dir", folder + "/data"],
            output: "\(folder)/\(UInt32.random(in: 0...UInt32.max))")
    }

    /// Runs a method by `kontor call` and answers its result as it is read by a program.
    func call(_ method: String, _ params: String = "{}") async throws -> JSONNode {
        let run = try await kontor(["call", method, params])
        try #require(run.status == 0, run.failure)
        return try JSONDocument(parsing: Array(run.output.utf8)).root
    }

    /// The process of a service, from the state that `kontor up` keeps.
    func processNumber(of service: String) throws -> Int32 {
        let bytes = try Data(contentsOf: URL(filePath: folder + "/data/state.json"))
        let root = try JSONDocument(parsing: Array(bytes)).root
        let number = root.member("services")?.member(service)?.member("processID")?.int64
        return Int32(try #require(number, "no \(service) in \(String(decoding: bytes, as: UTF8.self))"))
    }

    /// Eighteen ports that nobody listens on just now, none of them one that the system gives to outgoing connections.
    private static func freePortBase() throws -> Int {
        for _ in 0..<100 {
            let base = Int.random(in: 500...1_600) * 20
            if (1...18).allSatisfy({ isFree(base + $0) }) { return base }
        }
        throw CocoaError(.fileNoSuchFile)
    }

    private static func isFree(_ port: Int) -> Bool {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}

/// A program that runs, with its output in files, so that no pipe can fill up or be held open by its children.
struct RunningProgram {
    private let process = Process()
    private let output: String

    init(_ path: String, _ arguments: [String], output: String, folder: String? = nil) throws {
        self.output = output
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.file(output + ".out")
        process.standardError = try Self.file(output + ".err")
        try process.run()
    }

    var isRunning: Bool { process.isRunning }
    var processNumber: Int32 { process.processIdentifier }

    func end(within limit: Duration = .seconds(300)) async throws -> SuiteProcesses.Run {
        try await waitUntil(within: limit) { !process.isRunning }
        return SuiteProcesses.Run(
            status: process.terminationStatus, output: try text(".out"), errors: try text(".err"))
    }

    private func text(_ ending: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: output + ending)), as: UTF8.self)
    }

    private static func file(_ path: String) throws -> FileHandle {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        return try FileHandle(forWritingTo: URL(filePath: path))
    }
}

/// Looks again and again until the condition holds; fails when it does not within the limit.
func waitUntil(
    within limit: Duration = .seconds(60), _ condition: () async throws -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let clock = ContinuousClock()
    let end = clock.now + limit
    while try await !condition() {
        try #require(clock.now < end, "waited \(limit) in vain", sourceLocation: sourceLocation)
        // Other processes are waited for, which cannot be awaited; the condition is what counts.
        try await clock.sleep(for: .milliseconds(20))
    }
}
