// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import Testing

@testable import kontor

@Suite struct SuiteStateTests {
    private let quiet = Console(result: -1, progress: -1)

    @Test func whatIsWrittenIsReadAgain() throws {
        try withTemporaryDirectory { directory in
            let file = SuiteStateFile(path: directory + "/state.json")
            #expect(file.read() == .none)
            var state = SuiteState()
            state.phase = .ready
            state.portBase = 9000
            state.supervisor = try .own()
            state.services["ledger"] = ProcessIdentity(processID: 4, startedAt: 5, machineRun: "x")
            state.cluster = ClusterPlace(directory: "/a", socketDirectory: "/b")
            try file.write(state)
            #expect(file.read() == .state(state))
        }
    }

    @Test(arguments: ["", "{", "{\"phase\":\"asleep\"}", "[]"])
    func adamagedFileIsPutAsideAndTheRunGoesOn(text: String) throws {
        try withTemporaryDirectory { directory in
            let file = SuiteStateFile(path: directory + "/state.json")
            try FileAccess.replace(file.path, with: text, mode: 0o644)
            #expect(file.read() == .damaged)
            #expect(try file.readOrRecover(quiet) == SuiteState())
            #expect(try FileAccess.text(file.path + ".damaged") == text)
            #expect(file.read() == .none)
        }
    }

    @Test func onlyOurOwnRunningProcessesAreOrphans() async throws {
        var state = SuiteState()
        let own = try ProcessIdentity.own()
        state.services = [
            // This process; one that had its number before it; one of an earlier run of the machine; none at all.
            "identity": own,
            "clients": ProcessIdentity(
                processID: own.processID, startedAt: own.startedAt - 1, machineRun: own.machineRun),
            "ledger": ProcessIdentity(processID: own.processID, startedAt: own.startedAt, machineRun: "another"),
            "reporting": ProcessIdentity(processID: 4_000_000, startedAt: 1, machineRun: own.machineRun),
        ]
        #expect(state.orphans().map(\.name) == ["identity"])
        #expect(state.orphans().map(\.process) == [own])
    }

    @Test func aProcessThatHasEndedIsNotRunningAndGetsNoSignal() async throws {
        let sleeper = Program(executable: "/bin/sleep", arguments: ["60"])
        let identity = Box()
        let status = try await sleeper.run(loggingTo: "/dev/null", stopWithin: .seconds(5)) { processID in
            let found = try #require(ProcessIdentity.current(processID))
            #expect(found.isRunning)
            await identity.set(found)
            try await found.end(within: .seconds(5))
        }
        #expect(!status.isSuccess)
        let ended = try #require(await identity.value)
        #expect(!ended.isRunning)
        try await ended.end(within: .seconds(1))
    }

    private actor Box {
        var value: ProcessIdentity?
        func set(_ identity: ProcessIdentity) { value = identity }
    }

    @Test func aNameWithBracketsDoesNotShiftTheFields() throws {
        let line = "77 (a) b (c) S 1 77 77 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 424242 1 1"
        let facts = try #require(ProcessIdentity.parse(status: line))
        #expect(facts.state == "S")
        #expect(facts.startedAt == 424_242)
        #expect(ProcessIdentity.parse(status: "77 (x) S 1") == nil)
    }

    @Test func oneLocksADataDirectoryAtATime() throws {
        try withTemporaryDirectory { path in
            let directory = try DataDirectory.create(path + "/data")
            guard let lock = try SuiteLock.acquire(directory) else {
                Issue.record("nobody else holds it")
                return
            }
            #expect(try SuiteLock.isHeld(directory))
            lock.release()
            #expect(try !SuiteLock.isHeld(directory))
        }
    }
}
