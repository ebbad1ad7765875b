// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Synchronization

/// The port a listener got, for those who wait for it.
final class BoundPort: Sendable {
    private struct State {
        var outcome: Result<Int, any Error>?
        var waiting: [UInt64: CheckedContinuation<Int, any Error>] = [:]
        var lastID: UInt64 = 0
    }

    private let state = Mutex(State())

    /// The first call counts.
    func settle(_ outcome: Result<Int, any Error>) {
        let waiting = state.withLock { state in
            guard state.outcome == nil else { return [UInt64: CheckedContinuation<Int, any Error>]() }
            state.outcome = outcome
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume(with: outcome) }
    }

    /// Throws what kept the listener from binding, or `CancellationError`.
    func value() async throws -> Int {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Result<Int, any Error>? = state.withLock { state in
                    if let outcome = state.outcome { return outcome }
                    if Task.isCancelled { return .failure(CancellationError()) }
                    state.waiting[id] = continuation
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(throwing: CancellationError())
        }
    }
}
