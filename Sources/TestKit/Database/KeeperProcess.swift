// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import Glibc
import Synchronization

/// A child process that reads commands and answers lines. Its input is closed with this process, however it ends.
final class KeeperProcess: Sendable {
    private struct Pipes {
        var input: FileHandle
        var output: FileHandle
        var pending: [UInt8] = []
    }

    private let pipes: Mutex<Pipes>
    /// Reading blocks; Swift's own threads must not.
    private let queue = DispatchQueue(label: "kontor.test-cluster")

    init(_ command: [String]) throws {
        let (childInput, input) = try Self.pipe()
        let (output, childOutput) = try Self.pipe()
        defer {
            close(childInput)
            close(childOutput)
        }
        try Self.spawn(command, input: childInput, output: childOutput)
        pipes = Mutex(
            Pipes(
                input: FileHandle(fileDescriptor: input, closeOnDealloc: true),
                output: FileHandle(fileDescriptor: output, closeOnDealloc: true)))
    }

    /// Sends a command, if any, and waits for the next line.
    func answer(to command: String? = nil) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in
                continuation.resume(with: Result { try pipes.withLock { try Self.exchange(command, &$0) } })
            }
        }
    }

    /// Ends the process's input: it cleans up and goes.
    func end() {
        pipes.withLock { try? $0.input.close() }
    }

    private static func exchange(_ command: String?, _ pipes: inout Pipes) throws -> String {
        if let command { try pipes.input.write(contentsOf: Data((command + "\n").utf8)) }
        while true {
            if let end = pipes.pending.firstIndex(of: UInt8(ascii: "\n")) {
                defer { pipes.pending.removeSubrange(...end) }
                return String(decoding: pipes.pending[..<end], as: UTF8.self)
            }
            let more = pipes.output.availableData
            if more.isEmpty { throw KeeperError.cannotStart("the cluster's keeper has ended") }
            pipes.pending += more
        }
    }

    /// Both ends close on exec: no other child may keep the keeper alive.
    private static func pipe() throws -> (reading: CInt, writing: CInt) {
        var ends: [CInt] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw KeeperError.cannotStart("pipe (errno \(errno))") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func spawn(_ command: [String], input: CInt, output: CInt) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        let arguments = command.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process = pid_t()
        let failure = posix_spawn(&process, command[0], &actions, nil, arguments, environ)
        if failure != 0 { throw KeeperError.cannotStart("\(command[0]) (error \(failure))") }
    }
}

enum KeeperError: Error {
    case cannotStart(String)
    case refused(String)
}
