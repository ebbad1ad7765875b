// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

/// Who waits for a book, and what batches are made of them. Each slot is told by its id, and so are its requests.
@Suite struct BookQueueStateTests {
    /// Nobody is answered by the state itself, so that one caller stands for all.
    private struct Queue {
        let caller: CheckedContinuation<[PostingAnswer], any Error>
        let actor: Text<1, 100>
        var state = BookQueueState()

        mutating func add(_ id: UInt64, requests: Int = 1) -> Bool {
            let requests = (0..<requests).map { index in
                JournalRequest(
                    command: .void(hold: 1), key: UUIDValue(high: id, low: UInt64(index)), paramsDigest: 0,
                    actor: actor)
            }
            return state.add(BookQueueState.Slot(id: id, unit: JournalUnit(requests), caller: caller))
        }

        mutating func add(_ ids: ClosedRange<UInt64>) -> Bool {
            ids.map { add($0) }.allSatisfy { $0 }
        }

        mutating func ids(of batch: BookQueueState.Batch?) -> [UInt64] {
            guard let batch else { return [] }
            return state.units(of: batch).compactMap { $0.requests.first?.key.high }
        }

        mutating func finish(_ batch: BookQueueState.Batch?) -> [UInt64?] {
            guard let batch else { return [] }
            return state.finish(batch).map { $0?.id }
        }

        /// A batch on its way that has decided, of the slots 1 to `size`.
        mutating func decided(_ size: UInt64, leaving known: KnownBook?) -> BookQueueState.Batch? {
            _ = add(1...size)
            guard let batch = state.begin() else { return nil }
            _ = state.units(of: batch)
            state.keep(known, after: batch)
            return batch
        }
    }

    private func withQueue(_ body: (inout Queue) -> Void) async throws {
        let actor: Text<1, 100> = try Text(validating: "user:test")
        _ = try await withCheckedThrowingContinuation { caller in
            var queue = Queue(caller: caller, actor: actor)
            body(&queue)
            caller.resume(returning: [])
        }
    }

    private static func known(isAlone: Bool) -> KnownBook {
        let settings = BookSettings(version: 0, functionalCurrency: .gbp, accounts: [], dimensions: [:])
        var known = KnownBook(settings: settings)
        guard isAlone else { return known }
        let state = JournalState(settings: settings, head: Head(), recordedAt: Instant(microseconds: 0))
        known.learn(state, JournalBatch(), head: Head())
        known.compare(Head())
        return known
    }

    @Test func batchHasThoseWhoWaitInTheOrderOfTheirArrival() async throws {
        try await withQueue { queue in
            #expect(queue.state.begin() == nil)
            #expect(queue.add(1...3) == true)
            let batch = queue.state.begin()
            #expect(queue.ids(of: batch) == [1, 2, 3])
            #expect(queue.add(4) == true)
            #expect(queue.ids(of: batch) == [1, 2, 3, 4], "who comes before it decides is in it")
            #expect(queue.add(5) == true)
            #expect(queue.finish(batch) == [1, 2, 3, 4])
            #expect(queue.ids(of: queue.state.begin()) == [5])
        }
    }

    @Test func whoGivesUpIsLeftOutOrNotAnswered() async throws {
        try await withQueue { queue in
            #expect(queue.add(1...4) == true)
            #expect(queue.state.remove(2)?.id == 2)
            #expect(queue.state.remove(2) == nil)
            let batch = queue.state.begin()
            #expect(queue.ids(of: batch) == [1, 3, 4])
            #expect(queue.state.remove(3)?.id == 3, "what is on its way happens, and nobody waits for it")
            #expect(queue.finish(batch) == [1, nil, 4])
            #expect(queue.state.remove(4) == nil, "it had its answer")
        }
    }

    @Test func someoneIsWokenOnce() async throws {
        try await withQueue { queue in
            #expect(queue.state.needsWaking() == false)
            #expect(queue.add(1...2) == true)
            #expect(queue.state.needsWaking() == true)
            #expect(queue.state.needsWaking() == false)
            let batch = queue.state.begin()
            _ = queue.ids(of: batch)
            #expect(queue.add(3) == true)
            #expect(queue.state.needsWaking() == false, "the batch has not decided")
            _ = queue.finish(batch)
            #expect(queue.state.needsWaking() == true)
        }
    }

    @Test(arguments: [(1, 8), (8, 8), (16, 12), (40, 30)] as [(UInt64, Int)])
    func secondBatchBeginsOnlyForEnough(_ first: UInt64, _ enough: Int) async throws {
        try await withQueue { queue in
            #expect(queue.decided(first, leaving: Self.known(isAlone: true)) != nil)
            #expect(queue.add(100, requests: enough - 1) == true)
            #expect(queue.state.begin() == nil)
            #expect(queue.state.needsWaking() == false)
            #expect(queue.add(101) == true)
            #expect(queue.state.needsWaking() == true)
            #expect(queue.ids(of: queue.state.begin()) == [100, 101])
            #expect(queue.add(102, requests: 500) == true)
            #expect(queue.state.begin() == nil, "the second has not decided")
        }
    }

    @Test func thirdBatchDoesNotBegin() async throws {
        try await withQueue { queue in
            let known = Self.known(isAlone: true)
            let first = queue.decided(1, leaving: known)
            #expect(queue.add(100, requests: 8) == true)
            guard let second = queue.state.begin() else {
                Issue.record("the second batch does not begin")
                return
            }
            #expect(queue.ids(of: second) == [100])
            queue.state.keep(known, after: second)
            #expect(queue.add(101, requests: 500) == true)
            #expect(queue.state.begin() == nil)
            #expect(queue.finish(first) == [1])
            #expect(queue.ids(of: queue.state.begin()) == [101])
        }
    }

    @Test func secondBatchNeedsADecisionAndABookOfOnesOwn() async throws {
        try await withQueue { queue in
            #expect(queue.add(1) == true)
            let first = queue.state.begin()
            #expect(queue.ids(of: first) == [1])
            #expect(queue.add(2...20) == true)
            #expect(queue.state.begin() == nil, "the first has not decided")
            guard let first else { return }
            queue.state.keep(Self.known(isAlone: false), after: first)
            #expect(queue.state.begin() == nil, "another replica posts too")
            queue.state.keep(nil, after: first)
            #expect(queue.state.begin() == nil, "nothing is known")
            queue.state.keep(Self.known(isAlone: true), after: first)
            queue.state.decideAgain(first)
            #expect(queue.state.begin() == nil, "what it left did not come to be")
            #expect(queue.state.takeKnown() == nil)
            queue.state.keep(Self.known(isAlone: true), after: first)
            #expect(queue.ids(of: queue.state.begin()) == Array(2...20))
        }
    }

    @Test func thoseWhoArePutBackAreFirstAndWaitForTheEndOfTheOther() async throws {
        try await withQueue { queue in
            let known = Self.known(isAlone: true)
            let first = queue.decided(1, leaving: known)
            #expect(queue.add(2...9) == true)
            guard let second = queue.state.begin() else {
                Issue.record("the second batch does not begin")
                return
            }
            #expect(queue.ids(of: second) == Array(2...9))
            #expect(queue.add(10...12) == true)
            #expect(queue.state.remove(3)?.id == 3)
            #expect(queue.state.putBack(second, known) == true)
            #expect(queue.add(13...30) == true)
            #expect(queue.state.begin() == nil, "it reads, after the first has ended")
            #expect(queue.state.remove(4)?.id == 4)
            #expect(queue.finish(first) == [1])
            let next = queue.state.begin()
            #expect(queue.ids(of: next) == [2] + Array(5...30))
            guard let next else { return }
            #expect(queue.state.putBack(next, known) == false, "nothing else is on its way")
            #expect(queue.finish(next).compactMap(\.self) == [2] + Array(5...30))
        }
    }

    @Test func batchHasALimitAndSkipsNobody() async throws {
        try await withQueue { queue in
            #expect(queue.add(1, requests: 600) == true)
            #expect(queue.add(2, requests: 500) == true)
            #expect(queue.add(3) == true)
            #expect(queue.add(4, requests: BookQueue.batchLimit + 1) == true)
            for expected: [UInt64] in [[1], [2, 3], [4]] {
                let batch = queue.state.begin()
                #expect(queue.ids(of: batch) == expected)
                #expect(queue.finish(batch) == expected.map { $0 })
            }
            #expect(queue.state.begin() == nil)
        }
    }

    @Test func queueHasALimit() async throws {
        try await withQueue { queue in
            #expect(queue.add(1, requests: BookQueue.waitingLimit - 1) == true)
            #expect(queue.add(2, requests: 2) == false)
            #expect(queue.add(3) == true)
            #expect(queue.add(4) == false)
            #expect(queue.state.remove(3)?.id == 3)
            #expect(queue.add(5) == true)
            let batch = queue.state.begin()
            #expect(queue.ids(of: batch) == [1])
            #expect(queue.add(6, requests: BookQueue.waitingLimit - 1) == true, "what is on its way does not wait")
            #expect(queue.add(7) == false)
        }
    }

    @Test func whatIsKnownIsTakenOnceAndForgottenAfterAFailure() async throws {
        try await withQueue { queue in
            guard let batch = queue.decided(2, leaving: Self.known(isAlone: true)) else {
                Issue.record("no batch begins")
                return
            }
            #expect(queue.state.takeKnown()?.isAlone == true)
            #expect(queue.state.takeKnown() == nil)
            queue.state.keep(Self.known(isAlone: true), after: batch)
            #expect(queue.add(3) == true)
            #expect(queue.state.fail(batch).map { $0?.id } == [1, 2])
            #expect(queue.state.takeKnown() == nil)
            #expect(queue.ids(of: queue.state.begin()) == [3])
        }
    }

    @Test func closedQueueTakesNobodyAndEndsWhatIsOnItsWay() async throws {
        try await withQueue { queue in
            #expect(queue.add(1...2) == true)
            let batch = queue.state.begin()
            #expect(queue.ids(of: batch) == [1, 2])
            #expect(queue.add(3...4) == true)
            #expect(queue.state.close().map(\.id) == [3, 4])
            #expect(queue.add(5) == false)
            #expect(queue.state.close().map(\.id) == [])
            #expect(queue.finish(batch) == [1, 2])
            #expect(queue.state.begin() == nil)
        }
    }
}
