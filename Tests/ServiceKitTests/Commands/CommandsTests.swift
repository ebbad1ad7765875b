// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit
import Synchronization
import TestKit
import Testing

@Suite struct CommandsTests {
    private struct Passing: Error {}

    @Test func aRepeatedKeyAnswersTheFirstOutcome() async throws {
        try await withService(SampleServer.self) { sample in
            let first = try await sample.call(AddNote("one", key: "k"))
            _ = try await sample.call(AddNote("two", key: "l"))
            #expect(try await sample.call(AddNote("one", key: "k")) == first)
            #expect(try await sample.call(CountNotes()).count == Count(2))
        }
    }

    @Test func aKeyWithOtherParamsIsRefused() async throws {
        try await withService(SampleServer.self) { sample in
            _ = try await sample.call(AddNote("one", key: "k"))
            await #expect(throws: IdempotencyKeyReused()) { try await sample.call(AddNote("two", key: "k")) }
            #expect(try await sample.call(CountNotes()).count == Count(1))
        }
    }

    @Test func keysBelongToTheirOrganisation() async throws {
        try await withService(SampleServer.self) { sample in
            _ = try await sample.call(AddNote("one", key: "k"))
            #expect(try await sample.inOtherOrganisation.call(AddNote("two", key: "k")).count == Count(1))
        }
    }

    @Test func manyAtOnceWithOneKeyHappenOnce() async throws {
        try await withService(SampleServer.self) { sample in
            let answers = try await withThrowingTaskGroup(of: Count.self) { group in
                for _ in 0..<20 { group.addTask { try await sample.call(AddNote("one", key: "k")).count } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers == Array(repeating: Count(1), count: 20))
            #expect(try await sample.call(CountNotes()).count == Count(1))
        }
    }

    @Test func aRefusalIsAnOutcomeAndLeavesNothing() async throws {
        try await withService(SampleServer.self) { sample in
            let refused = NoteRefused(note: try Text(validating: "one"))
            sample.context.refused.withLock { $0 = ["one"] }
            await #expect(throws: refused) { try await sample.call(AddNote("one", key: "k")) }
            sample.context.refused.withLock { $0 = [] }
            await #expect(throws: refused) { try await sample.call(AddNote("one", key: "k")) }
            #expect(try await sample.call(CountNotes()).count == Count(0))
            #expect(try await sample.call(AddNote("one", key: "l")).count == Count(1))
        }
    }

    @Test func aPassingFailureIsNotKept() async throws {
        try await withService(SampleServer.self) { sample in
            sample.context.failure.withLock { $0 = RPCFailure(.busy, outcome: Outcome.none) }
            let failed = await #expect(throws: RemoteError.self) {
                try await sample.call(AddNote("one", key: "k"))
            }
            #expect(failed?.code == -32009)
            let before = try await sample.call(CountNotes()).count
            let after = try await sample.call(AddNote("one", key: "k")).count
            #expect(before == Count(0))
            #expect(after == Count(1))
        }
    }

    @Test func aMistakeOfOursTellsNothingAndMayHaveHappened() async throws {
        try await withService(SampleServer.self) { sample in
            sample.context.failure.withLock { $0 = Passing() }
            let failed = await #expect(throws: RemoteError.self) {
                try await sample.call(AddNote("one", key: "k"))
            }
            #expect(failed?.code == -32603)
            #expect(failed?.outcome == "unknown")
            #expect(failed?.message == "Internal error")
            #expect(sample.recorder.records.last?.cause?.contains("Passing") == true)
        }
    }

    @Test func keysAreForgottenAfterThirtyFiveDays() async throws {
        try await withService(SampleServer.self) { sample in
            for number in 0..<3 { _ = try await sample.call(AddNote("one", key: "k\(number)")) }
            try await sample.environment.database.execute(
                "update idempotency_key set created_at = now() - interval '35 days 1 hour' where key <> 'k0'")
            let purged = try await sample.environment.commands.purge()
            #expect(purged == 2)
            #expect(try await sample.environment.commands.purge() == 0)
            #expect(try await sample.call(AddNote("one", key: "k0")).count == Count(1))
            #expect(try await sample.call(AddNote("one", key: "k1")).count == Count(4))
        }
    }
}
