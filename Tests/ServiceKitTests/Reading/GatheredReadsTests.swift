// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ServiceKit
import Synchronization
import TestKit
import Testing

@Suite struct GatheredReadsTests {
    @Test func whoIsAloneReadsAtOnce() async throws {
        let source = Source(isOpen: true)
        let reads = source.reads(width: 1)
        #expect(try await reads.value(of: 3) == "3")
        #expect(try await reads.value(of: -1) == nil)
        #expect(source.readings == [[3], [-1]])
    }

    @Test func thoseWhoComeMeanwhileAreReadTogether() async throws {
        let source = Source()
        let reads = source.reads(width: 1, limit: 10)
        try await withThrowingTaskGroup(of: (Int, String?).self) { group in
            group.addTask { (0, try await reads.value(of: 0)) }
            try await eventually { source.readings.count == 1 }
            // The same key twice, and more than one reading has.
            for key in [1, 1] + Array(2...13) { group.addTask { (key, try await reads.value(of: key)) } }
            try await eventually { reads.waitingCount == 14 }
            source.open()
            for try await (key, value) in group { #expect(value == String(key)) }
        }
        let readings = source.readings
        #expect(readings.count == 3)
        #expect(readings.allSatisfy { $0.count <= 10 })
        #expect(Set(readings.joined()) == Set(0...13))
    }

    @Test func asManyReadingsAsAllowedAreOnTheirWay() async throws {
        let source = Source()
        let reads = source.reads(width: 2)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for key in 0..<3 {
                group.addTask {
                    let value = try await reads.value(of: key)
                    #expect(value == String(key))
                }
                try await eventually { source.readings.count + reads.waitingCount == key + 1 }
            }
            #expect(source.readings.count == 2)
            source.open()
            try await group.waitForAll()
        }
    }

    @Test func anErrorIsItsOwnersAndTheOthersReadAlone() async throws {
        let source = Source()
        let reads = source.reads(width: 1)
        try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask { try await reads.value(of: 0) }
            try await eventually { source.readings.count == 1 }
            // The one who comes first leads the next reading, which fails for the key of another one.
            for key in [1, 2, Source.broken] {
                group.addTask {
                    do { return try await reads.value(of: key) } catch is Broken { return "broken" }
                }
                try await eventually { reads.waitingCount >= min(key, 3) || reads.waitingCount == 3 }
            }
            source.open()
            let answers = try await group.reduce(into: []) { $0.append($1) }
            // The leader's own reading failed; of the others only the one whose key is broken fails.
            #expect(answers.filter { $0 == "broken" }.count == 2)
            #expect(answers.contains("0") && answers.contains("2"))
        }
    }

    @Test func whoGivesUpIsNotWaitedForAndHoldsNobodyUp() async throws {
        let source = Source()
        let reads = source.reads(width: 1)
        let leader = Task { try await reads.value(of: 0) }
        try await eventually { source.readings.count == 1 }
        let early = Task { try await reads.value(of: 1) }
        try await eventually { reads.waitingCount == 1 }
        let late = Task { try await reads.value(of: 2) }
        try await eventually { reads.waitingCount == 2 }
        early.cancel()
        await #expect(throws: CancellationError.self) { try await early.value }
        leader.cancel()
        await #expect(throws: CancellationError.self) { try await leader.value }
        source.open()
        #expect(try await late.value == "2")
        #expect(try await reads.value(of: 3) == "3")
        #expect(!source.readings.joined().contains(1))
    }

    @Test func aLeaderWhoGivesUpLeavesTheOthersToReadAlone() async throws {
        let source = Source()
        let reads = source.reads(width: 1)
        let first = Task { try await reads.value(of: 0) }
        try await eventually { source.readings.count == 1 }
        let leader = Task { try await reads.value(of: 1) }
        try await eventually { reads.waitingCount == 1 }
        let follower = Task { try await reads.value(of: 2) }
        try await eventually { reads.waitingCount == 2 }
        first.cancel()
        // Now the second reading is on its way, for both.
        try await eventually { source.readings.last.map(Set.init) == [1, 2] }
        leader.cancel()
        await #expect(throws: CancellationError.self) { try await leader.value }
        try await eventually { source.readings.last == [2] }
        source.open()
        #expect(try await follower.value == "2")
    }

    /// Answers a key's digits once it is open; none for what is negative.
    private final class Source: Sendable {
        static let broken = 99
        private let state: Mutex<(isOpen: Bool, readings: [[Int]])>

        init(isOpen: Bool = false) { state = Mutex((isOpen, [])) }

        var readings: [[Int]] { state.withLock(\.readings) }

        func open() { state.withLock { $0.isOpen = true } }

        func reads(width: Int, limit: Int = 200) -> GatheredReads<Int, String> {
            GatheredReads(width: width, limit: limit) { keys in
                self.state.withLock { $0.readings.append(keys) }
                try await eventually { self.state.withLock(\.isOpen) }
                if keys.contains(Source.broken) { throw Broken() }
                return Dictionary(uniqueKeysWithValues: keys.filter { $0 >= 0 }.map { ($0, String($0)) })
            }
        }
    }

    private struct Broken: Error {}
}
