// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Synchronization

/// Records by key that are asked for at the same moment, read as one: while readings are on their way the next one
/// gathers, and nobody waits for a clock. Under load the price of a statement is shared by all who wait; who is alone
/// reads at once.
///
/// Each reading runs in the task of one of those who asked, who hands over to the next afterwards. When it fails, or
/// he gives up, each of the others reads alone: nobody gets another one's error, nor waits beyond his own deadline.
package final class GatheredReads<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private enum Turn: Sendable {
        case answered(Value?)
        /// Reads for himself and for those who wait.
        case leads
        case alone
    }

    private struct Slot: Sendable {
        let id: UInt64
        let key: Key
        let caller: CheckedContinuation<Turn, any Error>
    }

    private struct State: Sendable {
        var lastID: UInt64 = 0
        var running = 0
        var waiting: [Slot] = []
        /// Those of readings on their way, without their leaders and without who has given up.
        var reading: [UInt64: Slot] = [:]

        mutating func remove(_ id: UInt64) -> Slot? {
            guard let index = waiting.firstIndex(where: { $0.id == id }) else { return reading.removeValue(forKey: id) }
            return waiting.remove(at: index)
        }

        mutating func take(_ limit: Int) -> [Slot] {
            let taken = Array(waiting.prefix(limit))
            waiting.removeFirst(taken.count)
            for slot in taken { reading[slot.id] = slot }
            return taken
        }

        mutating func finish(_ slots: [Slot]) -> [Slot] {
            slots.compactMap { reading.removeValue(forKey: $0.id) }
        }
    }

    private let width: Int
    private let limit: Int
    private let read: @Sendable ([Key]) async throws -> [Key: Value]
    private let state = Mutex(State())

    /// At most `width` readings are on their way, of `limit` keys each. `read` gets each key once.
    package init(
        width: Int = 2, limit: Int = 64, read: @escaping @Sendable ([Key]) async throws -> [Key: Value]
    ) {
        self.width = width
        self.limit = limit
        self.read = read
    }

    /// Read after the call began. Nil when there is none; throws what `read` throws.
    package func value(of key: Key) async throws -> Value? {
        switch try await turn(for: key) {
        case .answered(let value): return value
        case .leads: return try await lead(key)
        case .alone: return try await read([key])[key]
        }
    }

    /// Those for whom no reading has begun.
    package var waitingCount: Int { state.withLock { $0.waiting.count } }

    private func turn(for key: Key) async throws -> Turn {
        let id = state.withLock { state -> UInt64? in
            if state.running < width {
                state.running += 1
                return nil
            }
            state.lastID += 1
            return state.lastID
        }
        guard let id else { return .leads }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                let slot = Slot(id: id, key: key, caller: caller)
                let now: Result<Turn, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.running < width {
                        state.running += 1
                        return .success(.leads)
                    }
                    state.waiting.append(slot)
                    return nil
                }
                if let now { caller.resume(with: now) }
            }
        } onCancel: {
            state.withLock { $0.remove(id) }?.caller.resume(throwing: CancellationError())
        }
    }

    private func lead(_ key: Key) async throws -> Value? {
        let others = state.withLock { $0.take(limit - 1) }
        do {
            let found = try await read(Array(Set(others.map(\.key) + [key])))
            handOver()
            for slot in state.withLock({ $0.finish(others) }) {
                slot.caller.resume(returning: .answered(found[slot.key]))
            }
            return found[key]
        } catch {
            handOver()
            for slot in state.withLock({ $0.finish(others) }) { slot.caller.resume(returning: .alone) }
            throw error
        }
    }

    private func handOver() {
        let next = state.withLock { state -> Slot? in
            if state.waiting.isEmpty {
                state.running -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.caller.resume(returning: .leads)
    }
}
