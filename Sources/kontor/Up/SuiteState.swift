// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import FoundationEssentials
import JSON

/// What a running suite writes down, so that a later command (or the next `up` after a crash) finds it.
struct SuiteState: Codable, Sendable, Equatable {
    enum Phase: String, Codable, Sendable {
        case starting
        case ready
        case stopping
        case stopped
    }

    var phase: Phase = .stopped
    var portBase: Int = Self.defaultPortBase
    /// The process that started the services and will stop them.
    var supervisor: ProcessIdentity?
    /// By service; only those that were started.
    var services: [String: ProcessIdentity] = [:]
    /// How often a service was started again since the suite was started, by service; absent before the first start.
    var restarts: [String: Int]?
    /// Where the private cluster lives; absent when somebody else's server is used, or before the first start.
    var cluster: ClusterPlace?
    /// The server that is used instead of a private cluster, without its password.
    var externalServer: String?

    static let defaultPortBase = 7440

    /// Processes of ours that still run although nobody looks after them.
    func orphans() -> [(name: String, process: ProcessIdentity)] {
        services.sorted { $0.key < $1.key }
            .filter { $0.value.isRunning }
            .map { ($0.key, $0.value) }
    }
}

/// Reads and writes the state of one data directory. Only the holder of the ``SuiteLock`` writes.
struct SuiteStateFile: Sendable {
    let path: String

    enum Reading: Equatable {
        case state(SuiteState)
        case none
        /// There is one, and it cannot be understood.
        case damaged
    }

    func read() -> Reading {
        guard FileAccess.exists(path) else { return .none }
        guard
            let bytes = try? FileAccess.read(path),
            let state = try? JSON.JSONDecoder(unknownMembers: .ignore).decode(SuiteState.self, from: bytes)
        else { return .damaged }
        return .state(state)
    }

    /// The state, or a fresh one. What cannot be understood is kept beside it for whoever wants to know why: everything
    /// in it can be found again, except the numbers of processes.
    func readOrRecover(_ console: Console) throws -> SuiteState {
        switch read() {
        case .state(let state): return state
        case .none: return SuiteState()
        case .damaged:
            let kept = path + ".damaged"
            try? FileManager.default.removeItem(atPath: kept)
            try FileManager.default.moveItem(atPath: path, toPath: kept)
            console.note("The state file could not be read and was moved to \(kept).")
            return SuiteState()
        }
    }

    func write(_ state: SuiteState) throws {
        let bytes = try JSON.JSONEncoder().encode(state) + [UInt8(ascii: "\n")]
        try FileAccess.replace(path, with: bytes, mode: 0o644)
    }
}

/// The state as the supervisor changes it: every change is on disk before it counts.
actor SuiteRecord {
    private(set) var state: SuiteState
    private let file: SuiteStateFile

    init(_ state: SuiteState, in file: SuiteStateFile) {
        self.state = state
        self.file = file
    }

    func update(_ change: @Sendable (inout SuiteState) -> Void) throws {
        change(&state)
        try file.write(state)
    }
}
